package io.switchboard.entity;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.time.Instant;

/** The time of the machine's clock. */
public record SystemTime(ActorSystem<?> system) implements Time {

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public Cancellable wake(long at, Runnable sleeper) {
    Duration delay = Duration.ofNanos(Math.max(0, at - now()));
    return system.scheduler().scheduleOnce(delay, sleeper, system.executionContext());
  }
}
