/** What all state machines share: outcomes as data, repetition, timers, invariants. */
package io.switchboard.domain.statemachine;
