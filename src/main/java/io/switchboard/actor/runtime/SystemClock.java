package io.switchboard.actor.runtime;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A monotonic clock: the system clock at the start of the node, continued by the elapsed time. It
 * never goes back, so that no deadline moves away: when the system clock is set back, this clock
 * continues. It never jumps forward, so that no deadline passes suddenly: while the system clock is
 * ahead, this clock runs a tenth faster until it has caught up.
 */
public final class SystemClock implements EntityClock {
  /** Akka rejects delays of more than 248 days. */
  private static final Duration LONGEST_SLEEP = Duration.ofDays(1);

  private static final long CATCHES_UP_BY = 10;
  private static final long ADJUSTED_EVERY = Duration.ofMillis(100).toNanos();

  private final ActorSystem<?> system;
  private final InstantSource clock;
  private final LongSupplier elapsed;
  private final AtomicReference<Offset> offset = new AtomicReference<>();

  /** The difference between this clock and the elapsed time, as of that elapsed time. */
  private record Offset(long ahead, long since) {}

  /** The clock of the machine on which the actor system runs. */
  public SystemClock(ActorSystem<?> system) {
    this(system, InstantSource.system(), System::nanoTime);
  }

  /** A clock with replaceable sources; {@code elapsed} in nanoseconds from any origin. */
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
      // The thread may have been suspended during the first measurement; twice is unlikely.
      return new Offset(Math.max(measured, measured()), since);
    }
    long most = last.ahead() + Math.max(since - last.since(), 0) / CATCHES_UP_BY;
    return new Offset(
        Math.max(last.ahead(), Math.min(measured, most)), Math.max(since, last.since()));
  }

  private long measured() {
    long byTheClock = EntityClock.nanoseconds(clock.instant());
    // Read last: a suspension of the thread in between makes the clock seem less ahead, never
    // more.
    return byTheClock - elapsed.getAsLong();
  }

  @Override
  public Cancellable schedule(long at, Runnable task) {
    long delay = Math.max(0, Math.min(at - now(), LONGEST_SLEEP.toNanos()));
    return system
        .scheduler()
        .scheduleOnce(Duration.ofNanos(delay), task, system.executionContext());
  }
}
