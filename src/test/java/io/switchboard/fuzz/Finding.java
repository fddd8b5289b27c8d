package io.switchboard.fuzz;

/**
 * Something that must not happen.
 *
 * @param worker whose request it was
 * @param request as it can be sent again
 */
record Finding(String worker, int number, String what, String request) {
  @Override
  public String toString() {
    return "%s, request %d: %s%n  printf '%s' | nc localhost 8080"
        .formatted(worker, number, what, request);
  }
}
