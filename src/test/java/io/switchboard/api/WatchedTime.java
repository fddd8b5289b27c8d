package io.switchboard.api;

import akka.actor.Cancellable;
import io.switchboard.entity.Time;
import io.switchboard.entity.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** Virtual time that knows whether anybody was woken while it passed. */
final class WatchedTime implements Time {
  private final VirtualTime time = new VirtualTime();
  private final AtomicBoolean woken = new AtomicBoolean();

  @Override
  public Instant instant() {
    return time.instant();
  }

  @Override
  public Cancellable wake(long at, Runnable sleeper) {
    return time.wake(
        at,
        () -> {
          woken.set(true);
          sleeper.run();
        });
  }

  /** Lets time pass until that moment; true when somebody was woken by then. */
  boolean advanceTo(long moment) {
    woken.set(false);
    time.advance(Duration.ofNanos(moment - now()));
    return woken.get();
  }
}
