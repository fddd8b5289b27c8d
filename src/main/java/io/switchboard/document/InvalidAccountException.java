package io.switchboard.document;

import static java.util.stream.Collectors.joining;

import io.switchboard.domain.account.Violation;
import java.util.List;

/** An invalid account document or item, with all its violations. */
public final class InvalidAccountException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;
  private final boolean json;

  /** An exception with these violations; {@code json}: whether the text is JSON. */
  InvalidAccountException(List<Violation> violations, boolean json) {
    super(
        violations.stream()
            .map(violation -> violation.path() + ": " + violation.problem())
            .collect(joining("\n")));
    this.violations = List.copyOf(violations);
    this.json = json;
  }

  /** Whether the text is syntactically JSON. */
  public boolean isJson() {
    return json;
  }

  /** The violations, at least one. */
  public List<Violation> violations() {
    return violations;
  }
}
