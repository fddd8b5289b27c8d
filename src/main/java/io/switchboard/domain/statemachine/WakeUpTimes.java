package io.switchboard.domain.statemachine;

import java.util.OptionalLong;

/** Operations on optional timers. Times are in nanoseconds. */
public final class WakeUpTimes {
  private WakeUpTimes() {}

  public static OptionalLong earliest(OptionalLong... timers) {
    OptionalLong earliest = OptionalLong.empty();
    for (OptionalLong timer : timers) {
      if (timer.isPresent() && (earliest.isEmpty() || timer.getAsLong() < earliest.getAsLong())) {
        earliest = timer;
      }
    }
    return earliest;
  }

  public static boolean isDue(OptionalLong timer, long now) {
    return timer.isPresent() && timer.getAsLong() <= now;
  }
}
