package io.switchboard.domain.protocol;

import java.util.Optional;

/**
 * One entry in the history of a conversation; {@code at} in nanoseconds.
 *
 * @param skill skill for which the conversation waits from then on
 * @param agent agent whom the entry concerns
 * @param reason reason, as one word
 */
public record HistoryEntry(
    long at, Kind kind, Optional<String> skill, Optional<String> agent, Optional<String> reason) {

  /** Kinds of entries. */
  public enum Kind {
    STARTED,
    FELL_BACK,
    REVISED,
    DECLINED,
    MISSED,
    ASSIGNED,
    RELEASING,
    RETURNED,
    TRANSFERRED,
    TAKEN_OVER,
    CLOSED
  }
}
