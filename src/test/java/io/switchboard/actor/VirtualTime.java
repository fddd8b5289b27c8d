package io.switchboard.actor;

import akka.actor.Cancellable;
import io.switchboard.actor.runtime.EntityClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Virtual time, which only a test advances. A due timer runs at once, on the advancing or the
 * setting thread.
 */
public final class VirtualTime implements EntityClock {

  private final class Sleeper implements Comparable<Sleeper>, Cancellable {
    private final long at;
    private final long turn;
    private final Runnable task;
    private boolean cancelled;

    private Sleeper(long at, long turn, Runnable task) {
      this.at = at;
      this.turn = turn;
      this.task = task;
    }

    @Override
    public int compareTo(Sleeper other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(turn, other.turn);
    }

    @Override
    public boolean cancel() {
      synchronized (VirtualTime.this) {
        cancelled = true;
        return sleepers.remove(this);
      }
    }

    @Override
    public boolean isCancelled() {
      synchronized (VirtualTime.this) {
        return cancelled;
      }
    }
  }

  private final TreeSet<Sleeper> sleepers = new TreeSet<>();
  private Instant now = Instant.parse("2026-03-02T09:00:00Z");
  private long turns;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public Cancellable schedule(long at, Runnable task) {
    synchronized (this) {
      if (at > now()) {
        Sleeper later = new Sleeper(at, turns++, task);
        sleepers.add(later);
        return later;
      }
    }
    task.run();
    return Cancellable.alreadyCancelled();
  }

  /** Advances time; due timers run in order, each at its time. */
  public void advance(Duration duration) {
    Instant until = instant().plus(duration);
    for (Optional<Sleeper> due = next(until); due.isPresent(); due = next(until)) {
      due.get().task.run();
    }
  }

  private synchronized Optional<Sleeper> next(Instant until) {
    if (sleepers.isEmpty() || sleepers.first().at > EntityClock.nanoseconds(until)) {
      now = until;
      return Optional.empty();
    }
    Sleeper due = sleepers.pollFirst();
    now = EntityClock.instant(due.at);
    return Optional.of(due);
  }

  /** The number of set timers. */
  public synchronized int asleep() {
    return sleepers.size();
  }
}
