package io.switchboard.domain.protocol;

import java.util.Optional;

/**
 * One step in the life of a conversation.
 *
 * @param at nanoseconds
 * @param skill for which it waited from then on
 * @param agent whom it concerns
 * @param why the reason, in a word
 */
public record HistoryEntry(
    long at, Kind kind, Optional<String> skill, Optional<String> agent, Optional<String> why) {

  /** What happened. */
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
