/**
 * What the state machines of all entities share: events and messages as data, repetition of
 * unacknowledged messages, timers, invariants.
 */
package io.switchboard.domain.statemachine;
