/**
 * The common base of the state machines of all entities: events and messages as data, repetition of
 * unacknowledged messages, timers, invariants.
 */
package io.switchboard.domain.statemachine;
