package io.switchboard.domain.queue;

import io.switchboard.domain.statemachine.WakeUpTimes;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How complete the reports of a queue's agents are after a restart, in three stages: the queue
 * decides nothing; it decides among the agents who have reported; it also treats agents who have
 * not reported as absent.
 */
final class RosterReadiness {
  /** How long, in nanoseconds, the queue waits for all reports before it decides anything. */
  static final long GRACE = Duration.ofSeconds(2).toNanos();

  /** Nanoseconds until a silent agent counts as absent, for redirects and openings. */
  static final long ABSENCE = Duration.ofSeconds(60).toNanos();

  private final Roster roster;
  private boolean ready;
  private OptionalLong graceEnds = OptionalLong.empty();
  private OptionalLong judgesAt = OptionalLong.empty();

  RosterReadiness(Roster roster) {
    this.roster = roster;
  }

  boolean isReady() {
    return ready;
  }

  /** Whether agents who have not reported count as absent. */
  boolean judgesAbsence() {
    return judgesAt.isEmpty();
  }

  /** Begins the wait for reports after a restart. */
  void await(long now) {
    graceEnds = OptionalLong.of(now + GRACE);
    judgesAt = OptionalLong.of(now + ABSENCE);
  }

  /** Begins the wait for the reports of agents that a new configuration adds, if it adds any. */
  void waitForNew(long now) {
    judgesAt = roster.isComplete() ? OptionalLong.empty() : OptionalLong.of(now + ABSENCE);
  }

  void becomeReady() {
    ready = true;
    graceEnds = OptionalLong.empty();
    concludeAbsences();
  }

  /** Ends the wait for reports if all agents have reported; returns whether it ended now. */
  boolean concludeAbsences() {
    boolean learns = judgesAt.isPresent() && roster.isComplete();
    if (learns) {
      judgesAt = OptionalLong.empty();
    }
    return learns;
  }

  boolean isGraceOver(long now) {
    return WakeUpTimes.isDue(graceEnds, now);
  }

  /** Ends the wait for reports if {@link #ABSENCE} is over; returns whether it ended now. */
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
