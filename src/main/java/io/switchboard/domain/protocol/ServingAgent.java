package io.switchboard.domain.protocol;

/** An agent to whom a consumer's conversation was assigned; {@code at} in nanoseconds. */
public record ServingAgent(String agent, long at) {}
