package io.switchboard.entity;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.time.Instant;

/** The time of the machine's clock. */
public record SystemTime(ActorSystem<?> system) implements Time {
  /** Akka refuses to schedule anything later than in 248 days. */
  private static final Duration LONGEST_SLEEP = Duration.ofDays(1);

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public Cancellable wake(long at, Runnable sleeper) {
    long delay = Math.max(0, Math.min(at - now(), LONGEST_SLEEP.toNanos()));
    return system
        .scheduler()
        .scheduleOnce(Duration.ofNanos(delay), sleeper, system.executionContext());
  }
}
