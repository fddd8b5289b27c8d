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
 * What an entity owes to others until they say that they have it. It is derived from the state each
 * time, so nothing of it needs to be stored; whatever is owed is sent once at once, and again at
 * ever longer intervals.
 */
public final class Outbox {
  private static final long FIRST = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST = Duration.ofSeconds(10).toNanos();

  private Set<Envelope> sent = Set.of();
  private boolean again;
  private long patience = FIRST;
  private OptionalLong due = OptionalLong.empty();

  /** Lets everything that is still owed be sent once more. */
  public void again() {
    again = true;
  }

  public boolean isDue(long now) {
    return due.isPresent() && due.getAsLong() <= now;
  }

  public OptionalLong nextTimer() {
    return due;
  }

  /** Sends what is owed and has not been sent yet. */
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
