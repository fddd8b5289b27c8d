package io.switchboard.domain.machine;

import java.util.OptionalLong;
import java.util.stream.Stream;

/** Several timers as one. */
final class Timers {
  private Timers() {}

  static OptionalLong earliest(OptionalLong... timers) {
    return Stream.of(timers).flatMapToLong(OptionalLong::stream).min();
  }

  static boolean isDue(OptionalLong timer, long now) {
    return timer.isPresent() && timer.getAsLong() <= now;
  }
}
