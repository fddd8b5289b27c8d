/**
 * The queue entity of a skill: state machine, admission, offers, the roster of agents, overflow,
 * fallback. The indexes and rules by which it finds an agent or a conversation are in {@code
 * matching}.
 */
package io.switchboard.domain.queue;
