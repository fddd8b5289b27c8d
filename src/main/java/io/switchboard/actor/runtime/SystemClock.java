package io.switchboard.actor.runtime;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The time of the machine's clock as it was when the node started, carried on by a clock that
 * nobody sets. It never goes back, so that no deadline moves away: when the machine's clock is set
 * back, time goes on from where it was. It never jumps forward either, so that no deadline passes
 * at once: when the machine's clock is ahead, time runs a tenth faster until it has caught up.
 */
public final class SystemClock implements EntityClock {
  /** Akka refuses to schedule anything later than in 248 days. */
  private static final Duration LONGEST_SLEEP = Duration.ofDays(1);

  private static final long CATCHES_UP_BY = 10;
  private static final long ADJUSTED_EVERY = Duration.ofMillis(100).toNanos();

  private final ActorSystem<?> system;
  private final InstantSource clock;
  private final LongSupplier elapsed;
  private final AtomicReference<Offset> offset = new AtomicReference<>();

  /** How far this time is ahead of the elapsed, when so much had elapsed. */
  private record Offset(long ahead, long since) {}

  /** The time of the machine on which a system runs. */
  public SystemClock(ActorSystem<?> system) {
    this(system, InstantSource.system(), System::nanoTime);
  }

  /**
   * @param elapsed nanoseconds since whenever, which no setting of the clock changes
   */
  SystemClock(ActorSystem<?> system, InstantSource clock, LongSupplier elapsed) {
    this.system = system;
    this.clock = clock;
    this.elapsed = elapsed;
  }

  @Override
  public Instant instant() {
    return EntityClock.instant(now());
  }

  @Override
  public long now() {
    long since = elapsed.getAsLong();
    Offset last = offset.get();
    if (last != null && since - last.since() < ADJUSTED_EVERY) {
      return since + last.ahead();
    }
    Offset adjusted = offset.updateAndGet(this::adjusted);
    return elapsed.getAsLong() + adjusted.ahead();
  }

  private Offset adjusted(Offset last) {
    long measured = measured();
    long since = elapsed.getAsLong();
    if (last == null) {
      // The thread may have been held up while it measured; hardly twice.
      return new Offset(Math.max(measured, measured()), since);
    }
    long most = last.ahead() + Math.max(since - last.since(), 0) / CATCHES_UP_BY;
    return new Offset(
        Math.max(last.ahead(), Math.min(measured, most)), Math.max(since, last.since()));
  }

  private long measured() {
    long byTheClock = EntityClock.nanoseconds(clock.instant());
    // Read last: whatever the thread loses in between makes it seem less ahead, never more.
    return byTheClock - elapsed.getAsLong();
  }

  @Override
  public Cancellable wake(long at, Runnable sleeper) {
    long delay = Math.max(0, Math.min(at - now(), LONGEST_SLEEP.toNanos()));
    return system
        .scheduler()
        .scheduleOnce(Duration.ofNanos(delay), sleeper, system.executionContext());
  }
}
