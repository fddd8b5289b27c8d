/**
 * The conversation entity: state machine, states and their transitions, start, queueing, handover
 * between agents, history. Which agent gets a conversation is decided in {@code domain.queue}.
 */
package io.switchboard.domain.conversation;
