/**
 * The agent entity: state machine, presence and its leases, capacity, ringing offers, search for
 * work, reservations. It does not know queues or conversations but by messages of {@code
 * domain.protocol}.
 */
package io.switchboard.domain.agent;
