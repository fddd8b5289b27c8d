package io.switchboard.http.request;

import java.util.concurrent.atomic.AtomicLong;

/** Budget of memory, in bytes, shared by all connections of a node. */
public final class MemoryBudget {
  private final long bytes;
  private final AtomicLong taken = new AtomicLong();

  public MemoryBudget(long bytes) {
    this.bytes = bytes;
  }

  /** Takes this number of bytes. Returns false, and takes nothing, if fewer are left. */
  public boolean take(long size) {
    if (taken.addAndGet(size) <= bytes) {
      return true;
    }
    taken.addAndGet(-size);
    return false;
  }

  /** Gives back this number of bytes. */
  public void giveBack(long size) {
    taken.addAndGet(-size);
  }
}
