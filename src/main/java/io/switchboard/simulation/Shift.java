package io.switchboard.simulation;

import java.util.OptionalInt;

/**
 * Shift of an agent: a time in which the agent is online. Times are nanoseconds since the start of
 * the trace.
 *
 * @param end {@link #NEVER} if it does not end
 * @param maxConversations the agent's maximum in this shift; empty: that of the account
 */
public record Shift(String agent, long start, long end, OptionalInt maxConversations) {

  /** End of a shift that does not end. */
  public static final long NEVER = Long.MAX_VALUE;
}
