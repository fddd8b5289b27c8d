package io.switchboard.document;

import static java.util.stream.Collectors.joining;

import io.switchboard.domain.account.Violation;
import java.util.List;

/** An account's document that cannot be used, with everything that is wrong with it. */
public final class InvalidAccount extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  InvalidAccount(List<Violation> violations) {
    super(
        violations.stream()
            .map(violation -> violation.path() + ": " + violation.problem())
            .collect(joining("\n")));
    this.violations = List.copyOf(violations);
  }

  /** At least one. */
  public List<Violation> violations() {
    return violations;
  }
}
