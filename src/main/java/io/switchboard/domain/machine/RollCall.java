package io.switchboard.domain.machine;

import io.switchboard.domain.protocol.ConversationMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Asks those who have waited for long whether they still do: of one that was closed, and whose
 * process went down before it told its line, nobody else may ever say so. Each is asked after
 * {@link #FIRST_AFTER}, then whenever it has waited twice as long. Since that wakes them, a queue
 * asks one a second at most, and all queues of an account together some fifty.
 */
final class RollCall extends Part<QueueEvent> {
  static final long FIRST_AFTER = Duration.ofMinutes(10).toNanos();
  private static final long LEAST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long PAUSE_PER_SKILL = Duration.ofMillis(20).toNanos();
  private static final int FEW = 1_000;

  /** When one is asked, and how long it will then have waited since it was last. */
  private record Call(long at, long number, String conversation, int hop, long after)
      implements Comparable<Call> {
    @Override
    public int compareTo(Call other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final String skill;
  private final QueueMemory memory;
  private final PriorityQueue<Call> calls = new PriorityQueue<>();
  private long numbered;
  private long pausesUntil = Long.MIN_VALUE;

  RollCall(StateMachine<?, QueueEvent> whole, String skill, QueueMemory memory) {
    super(whole);
    this.skill = skill;
    this.memory = memory;
  }

  /** Asks all who wait, as if they had come now. */
  void wake(long now) {
    memory.entries().forEach(entry -> entered(entry.conversation().id(), entry.hop(), now));
  }

  /** One waits from now on. */
  void entered(String conversation, int hop, long now) {
    ask(conversation, hop, FIRST_AFTER, now);
  }

  private void ask(String conversation, int hop, long after, long now) {
    if (calls.size() > FEW + 2 * memory.size()) {
      calls.removeIf(call -> !isThere(call));
    }
    calls.add(new Call(now + after, ++numbered, conversation, hop, after));
  }

  void tick(long now) {
    if (Timers.isDue(nextTimer(), now)) {
      Call call = calls.remove();
      pausesUntil = now + Math.max(LEAST_PAUSE, policy().skills().size() * PAUSE_PER_SKILL);
      tell(call.conversation(), new ConversationMessage.Probe(skill, call.hop()));
      ask(call.conversation(), call.hop(), 2 * call.after(), now);
    }
  }

  OptionalLong nextTimer() {
    return next()
        .map(call -> OptionalLong.of(Math.max(call.at(), pausesUntil)))
        .orElse(OptionalLong.empty());
  }

  /** The next of those who have not left. */
  private Optional<Call> next() {
    while (!calls.isEmpty() && !isThere(calls.peek())) {
      calls.remove();
    }
    return Optional.ofNullable(calls.peek());
  }

  private boolean isThere(Call call) {
    return memory.find(call.conversation(), call.hop()).isPresent();
  }
}
