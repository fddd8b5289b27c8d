package io.switchboard.domain.protocol;

/**
 * An agent to whom a conversation of a consumer was assigned.
 *
 * @param at time of the assignment, in nanoseconds
 */
public record ServingAgent(String agent, long at) {}
