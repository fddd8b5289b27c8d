package io.switchboard.domain.protocol;

/** A violated invariant. */
public final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Broken(String what) {
    super(what);
  }
}
