package io.switchboard.actor.runtime;

import java.time.Duration;

/**
 * The time after which a command must have no effect any more, because shortly after it the client
 * gets a timeout. It is a time of this process. It is sent to other processes as remaining time
 * ({@link DeadlineCodec}), from which each delay of the command is subtracted.
 *
 * @param endsAt the {@link System#nanoTime} of this process
 */
public record Deadline(long endsAt) {

  /** A deadline after this duration from now. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Whether the deadline has passed. */
  public boolean isOver() {
    return left(System.nanoTime()) <= 0;
  }

  /** The nanoseconds left at a {@link System#nanoTime}; zero or negative when it has passed. */
  public long left(long now) {
    return endsAt - now;
  }

  /** The earlier of two deadlines. */
  public Deadline earlier(Deadline other) {
    return other.endsAt - endsAt < 0 ? other : this;
  }

  /** The later of two deadlines. */
  public Deadline later(Deadline other) {
    return other.endsAt - endsAt > 0 ? other : this;
  }
}
