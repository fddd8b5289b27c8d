package io.switchboard.fuzz;

/**
 * Something that must not happen.
 *
 * @param worker whose request it was
 * @param request as it can be sent again
 */
record Finding(String worker, int number, String what, String request) {
  /** Whether it is an answer 500, of which the log says more at ERROR. */
  boolean isServerError() {
    return what.startsWith("answered 500") || what.startsWith("500 ");
  }

  @Override
  public String toString() {
    return "%s, request %d: %s%n  printf '%s' | nc localhost 8080"
        .formatted(worker, number, what, request);
  }
}
