package io.switchboard.document;

import static java.util.stream.Collectors.joining;

import io.switchboard.domain.account.Violation;
import java.util.List;

/**
 * An account's document, or a piece of one, that cannot be used, with all that is wrong with it.
 */
public final class InvalidAccountException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;
  private final boolean json;

  /**
   * @param json whether it is JSON at all
   */
  InvalidAccountException(List<Violation> violations, boolean json) {
    super(
        violations.stream()
            .map(violation -> violation.path() + ": " + violation.problem())
            .collect(joining("\n")));
    this.violations = List.copyOf(violations);
    this.json = json;
  }

  /** Whether what cannot be used is JSON at all. */
  public boolean isJson() {
    return json;
  }

  /** At least one. */
  public List<Violation> violations() {
    return violations;
  }
}
