package io.switchboard.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions that hold eventually, at an irrelevant time. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long BETWEEN_TRIES = Duration.ofMillis(20).toNanos();

  private Eventually() {}

  /** Returns as soon as the assertion holds; after the timeout it fails with the last failure. */
  public static void holds(ThrowingCallable assertion) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!tried(assertion, System.nanoTime() > end)) {
      LockSupport.parkNanos(BETWEEN_TRIES);
    }
  }

  private static boolean tried(ThrowingCallable assertion, boolean last) {
    try {
      assertion.call();
      return true;
    } catch (Throwable failure) {
      if (last) {
        throw new AssertionError("never so", failure);
      }
      return false;
    }
  }
}
