package io.switchboard.domain.queue;

import io.switchboard.domain.statemachine.WakeUpTimes;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far a queue can rely on what it has heard of its agents since it woke: at first it decides
 * nothing, then it decides among those who are known to be there, and in the end it also knows who
 * is not.
 */
final class RosterReadiness {
  /** How long agents are waited for after waking, before anything is decided without them. */
  static final long GRACE = Duration.ofSeconds(2).toNanos();

  /**
   * How long agents are waited for before those of whom nothing has been heard count as absent.
   * Until then nothing is sent away, opened or closed because nobody seems to be there.
   */
  static final long ABSENCE = Duration.ofSeconds(60).toNanos();

  private final Roster roster;
  private boolean ready;
  private OptionalLong graceEnds = OptionalLong.empty();
  private OptionalLong judgesAt = OptionalLong.empty();

  RosterReadiness(Roster roster) {
    this.roster = roster;
  }

  /** Whether anything may be decided. */
  boolean isReady() {
    return ready;
  }

  /** Whether it is known who is not there. */
  boolean judgesAbsence() {
    return judgesAt.isEmpty();
  }

  /** Waits for agents after waking. */
  void await(long now) {
    graceEnds = OptionalLong.of(now + GRACE);
    judgesAt = OptionalLong.of(now + ABSENCE);
  }

  /** Waits for those whom a new configuration has brought, if there are any. */
  void waitForNew(long now) {
    judgesAt = roster.hasHeardAll() ? OptionalLong.empty() : OptionalLong.of(now + ABSENCE);
  }

  void becomeReady() {
    ready = true;
    graceEnds = OptionalLong.empty();
    concludeAbsences();
  }

  /** Ends the wait for reports of agents when all have reported; whether it ended now. */
  boolean concludeAbsences() {
    boolean learns = judgesAt.isPresent() && roster.hasHeardAll();
    if (learns) {
      judgesAt = OptionalLong.empty();
    }
    return learns;
  }

  /** Whether the time of grace is over. */
  boolean isGraceOver(long now) {
    return WakeUpTimes.isDue(graceEnds, now);
  }

  /** Whether whoever has not been heard counts as absent only now. */
  boolean stopsWaiting(long now) {
    boolean stops = WakeUpTimes.isDue(judgesAt, now);
    if (stops) {
      judgesAt = OptionalLong.empty();
      roster.waitNoLonger();
    }
    return stops;
  }

  OptionalLong nextTimer() {
    return WakeUpTimes.earliest(graceEnds, judgesAt);
  }
}
