/**
 * The agent entity: state machine, presence and its leases, capacity, ringing offers, work search,
 * reservations. It exchanges only messages of {@code domain.protocol} with queues and
 * conversations.
 */
package io.switchboard.domain.agent;
