package io.switchboard.http.request;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes of memory, for all connections of a node together. */
public final class MemoryBudget {
  private final long bytes;
  private final AtomicLong taken = new AtomicLong();

  public MemoryBudget(long bytes) {
    this.bytes = bytes;
  }

  /** Takes so many bytes; false, and nothing is taken, when they are not left. */
  public boolean take(long more) {
    if (taken.addAndGet(more) <= bytes) {
      return true;
    }
    taken.addAndGet(-more);
    return false;
  }

  /** Gives back what was taken. */
  public void giveBack(long less) {
    taken.addAndGet(-less);
  }
}
