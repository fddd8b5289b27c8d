package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.statemachine.MachinePart;
import io.switchboard.domain.statemachine.StateMachine;
import io.switchboard.domain.statemachine.WakeUpTimes;
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
final class StaleEntryProbe extends MachinePart<QueueEvent> {
  static final long FIRST_AFTER = Duration.ofMinutes(10).toNanos();
  private static final long LEAST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long PAUSE_PER_SKILL = Duration.ofMillis(20).toNanos();
  private static final int FEW = 1_000;

  /** When one is asked, and how long it will then have waited since it was last. */
  private record Call(long at, long number, String conversation, int routingEpoch, long after)
      implements Comparable<Call> {
    @Override
    public int compareTo(Call other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final String skill;
  private final QueueContents contents;
  private final PriorityQueue<Call> calls = new PriorityQueue<>();
  private long numbered;
  private long pausesUntil = Long.MIN_VALUE;

  StaleEntryProbe(StateMachine<?, QueueEvent> whole, String skill, QueueContents contents) {
    super(whole);
    this.skill = skill;
    this.contents = contents;
  }

  /** Asks all who wait, as if they had come now. */
  void wake(long now) {
    contents
        .entries()
        .forEach(entry -> entered(entry.conversation().id(), entry.routingEpoch(), now));
  }

  /** One waits from now on. */
  void entered(String conversation, int routingEpoch, long now) {
    ask(conversation, routingEpoch, FIRST_AFTER, now);
  }

  private void ask(String conversation, int routingEpoch, long after, long now) {
    if (calls.size() > FEW + 2 * contents.size()) {
      calls.removeIf(call -> !isThere(call));
    }
    calls.add(new Call(now + after, ++numbered, conversation, routingEpoch, after));
  }

  void tick(long now) {
    if (WakeUpTimes.isDue(nextTimer(), now)) {
      Call call = calls.remove();
      pausesUntil = now + Math.max(LEAST_PAUSE, policy().skills().size() * PAUSE_PER_SKILL);
      tell(call.conversation(), new ConversationMessage.Probe(skill, call.routingEpoch()));
      ask(call.conversation(), call.routingEpoch(), 2 * call.after(), now);
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
    return contents.find(call.conversation(), call.routingEpoch()).isPresent();
  }
}
