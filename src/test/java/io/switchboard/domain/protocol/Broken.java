package io.switchboard.domain.protocol;

/** Something that must always hold does not. */
public final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Broken(String what) {
    super(what);
  }
}
