package io.switchboard.domain.machine;

import java.util.OptionalLong;

/** Several timers as one. */
final class Timers {
  private Timers() {}

  static OptionalLong earliest(OptionalLong... timers) {
    OptionalLong earliest = OptionalLong.empty();
    for (OptionalLong timer : timers) {
      if (timer.isPresent() && (earliest.isEmpty() || timer.getAsLong() < earliest.getAsLong())) {
        earliest = timer;
      }
    }
    return earliest;
  }

  static boolean isDue(OptionalLong timer, long now) {
    return timer.isPresent() && timer.getAsLong() <= now;
  }
}
