package io.switchboard.domain.machine;

/** Something that must always hold does not. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings(
      "AnnotateFormatMethod") // Its annotation is in a library that nothing else needs.
  Broken(String rule, Object... details) {
    super(rule.formatted(details));
  }
}
