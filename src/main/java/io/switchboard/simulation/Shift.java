package io.switchboard.simulation;

import java.util.OptionalInt;

/**
 * A time during which an agent is online. Times are nanoseconds since the start of the trace.
 *
 * @param end {@link #NEVER} when it does not end
 * @param maxConversations empty: the account's
 */
public record Shift(String agent, long start, long end, OptionalInt maxConversations) {

  /** The end of a shift that does not end. */
  public static final long NEVER = Long.MAX_VALUE;
}
