package io.switchboard.chaos;

import java.util.List;
import java.util.stream.Stream;

/**
 * The result of the checks at rest.
 *
 * @param settled nanoseconds from the end of the faults until no conversation waited that an agent
 *     could take
 */
record Judgement(long settled, List<Violation> violations) {
  Judgement {
    violations = List.copyOf(violations);
  }

  /** This result with further violations. */
  Judgement and(List<Violation> others) {
    return new Judgement(settled, Stream.concat(violations.stream(), others.stream()).toList());
  }
}
