package io.switchboard.actor.runtime;

import java.time.Duration;

/**
 * The moment after which a command must have no effect any more, because its caller is told soon
 * after it that there was no answer. It is a moment of this process; to another it is sent as the
 * time that is left ({@link DeadlineCodec}), so wherever a command is held up it loses that time.
 *
 * @param endsAt the {@link System#nanoTime} of this process
 */
public record Deadline(long endsAt) {

  /** The moment that comes after so much time. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Whether it has passed. */
  public boolean isOver() {
    return left(System.nanoTime()) <= 0;
  }

  /** The nanoseconds left at that {@link System#nanoTime}; zero or negative when it is over. */
  public long left(long now) {
    return endsAt - now;
  }

  /** The earlier of two. */
  public Deadline earlier(Deadline other) {
    return other.endsAt - endsAt < 0 ? other : this;
  }

  /** The later of two. */
  public Deadline later(Deadline other) {
    return other.endsAt - endsAt > 0 ? other : this;
  }
}
