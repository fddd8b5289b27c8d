package io.switchboard.domain.statemachine;

import io.switchboard.domain.protocol.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Repetition of messages until they are acknowledged. The pending messages are derived from the
 * state each time, so they are not stored. A message is sent at once, again after 1 s, and then at
 * intervals that double up to 10 s.
 */
public final class Outbox {
  private static final long FIRST = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST = Duration.ofSeconds(10).toNanos();

  private Set<Envelope> sent = Set.of();
  private boolean again;
  private long patience = FIRST;
  private OptionalLong due = OptionalLong.empty();

  /** Lets the next {@link #flush} send all pending messages, also those that were sent before. */
  public void again() {
    again = true;
  }

  public boolean isDue(long now) {
    return due.isPresent() && due.getAsLong() <= now;
  }

  public OptionalLong nextTimer() {
    return due;
  }

  /** Sends what has not been sent yet, or all after {@link #again}, and sets the timer. */
  public void flush(List<Envelope> owed, Consumer<Envelope> send, long now) {
    if (owed.isEmpty()) {
      sent = Set.of();
      again = false;
      due = OptionalLong.empty();
      return;
    }
    List<Envelope> fresh = new ArrayList<>(owed);
    fresh.removeAll(sent);
    (again ? owed : fresh).forEach(send);
    if (!fresh.isEmpty()) {
      patience = FIRST;
      due = OptionalLong.of(now + patience);
    } else if (again || due.isEmpty()) {
      patience = Math.min(LONGEST, 2 * patience);
      due = OptionalLong.of(now + patience);
    }
    sent = new HashSet<>(owed);
    again = false;
  }
}
