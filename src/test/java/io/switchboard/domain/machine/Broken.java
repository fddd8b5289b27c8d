package io.switchboard.domain.machine;

/** Something that must always hold does not. */
public final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Broken(String what) {
    super(what);
  }
}
