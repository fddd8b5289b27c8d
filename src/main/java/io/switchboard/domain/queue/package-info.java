/**
 * The queue entity of a skill: state machine, admission, offers and their ends, answers to work
 * searches, roster of agents, overflow, fallback. The indexes and rules that find an agent for a
 * conversation, or a conversation for an agent, are in {@code matching}.
 */
package io.switchboard.domain.queue;
