package io.switchboard.chaos;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was found when all had become quiet.
 *
 * @param settled nanoseconds from the end of the faults until nothing waited that somebody could
 *     take
 */
record Judgement(long settled, List<Violation> violations) {
  Judgement {
    violations = List.copyOf(violations);
  }

  /** With what was found elsewhere. */
  Judgement and(List<Violation> others) {
    return new Judgement(settled, Stream.concat(violations.stream(), others.stream()).toList());
  }
}
