package io.switchboard.entity;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The time of the machine's clock, which never goes back as long as the node lives: when the clock
 * is set back, time goes on from where it was, so that no deadline moves away.
 */
public final class SystemTime implements Time {
  /** Akka refuses to schedule anything later than in 248 days. */
  private static final Duration LONGEST_SLEEP = Duration.ofDays(1);

  private final ActorSystem<?> system;
  private final InstantSource clock;
  private final LongSupplier elapsed;
  private final AtomicLong ahead = new AtomicLong(Long.MIN_VALUE);

  /** The time of the machine on which a system runs. */
  public SystemTime(ActorSystem<?> system) {
    this(system, InstantSource.system(), System::nanoTime);
  }

  /**
   * @param elapsed nanoseconds since whenever, which no setting of the clock changes
   */
  SystemTime(ActorSystem<?> system, InstantSource clock, LongSupplier elapsed) {
    this.system = system;
    this.clock = clock;
    this.elapsed = elapsed;
  }

  @Override
  public Instant instant() {
    return Time.instant(now());
  }

  @Override
  public long now() {
    long byTheClock = Time.nanoseconds(clock.instant());
    // Read last: whatever the thread loses in between makes it seem less ahead, never more.
    long since = elapsed.getAsLong();
    return since + ahead.accumulateAndGet(byTheClock - since, Math::max);
  }

  @Override
  public Cancellable wake(long at, Runnable sleeper) {
    long delay = Math.max(0, Math.min(at - now(), LONGEST_SLEEP.toNanos()));
    return system
        .scheduler()
        .scheduleOnce(Duration.ofNanos(delay), sleeper, system.executionContext());
  }
}
