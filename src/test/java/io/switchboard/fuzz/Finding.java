package io.switchboard.fuzz;

/**
 * A violation.
 *
 * @param worker the worker of the request
 * @param request in a form that can be sent again
 */
record Finding(String worker, int number, String what, String request) {
  @Override
  public String toString() {
    return "%s, request %d: %s%n  printf '%s' | nc localhost 8080"
        .formatted(worker, number, what, request);
  }
}
