package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.statemachine.WakeUpTimes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Probes of conversations that have waited for a long time. If a conversation was closed and its
 * node crashed before the queue was informed, only a probe can find that out. The first probe comes
 * after {@link #FIRST_AFTER}, and each further interval is twice as long. A probe loads the
 * conversation, so a queue sends one a second at most, and all queues of an account together some
 * fifty a second.
 */
final class StaleEntryProbe extends QueuePart {
  static final long FIRST_AFTER = Duration.ofMinutes(10).toNanos();
  private static final long LEAST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long PAUSE_PER_SKILL = Duration.ofMillis(20).toNanos();
  private static final int FEW = 1_000;

  /** A planned probe: its time, and the interval since the previous probe. */
  private record Call(long at, long number, String conversation, int routingEpoch, long after)
      implements Comparable<Call> {
    @Override
    public int compareTo(Call other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Call> calls = new PriorityQueue<>();
  private long numbered;
  private long pausesUntil = Long.MIN_VALUE;

  StaleEntryProbe(QueueMachine whole) {
    super(whole);
  }

  /** Plans probes of all waiting conversations, as if they had entered now. */
  void wake(long now) {
    contents
        .entries()
        .forEach(entry -> entered(entry.conversation().id(), entry.routingEpoch(), now));
  }

  /** Plans the first probe of a conversation that enters now. */
  void entered(String conversation, int routingEpoch, long now) {
    plan(conversation, routingEpoch, FIRST_AFTER, now);
  }

  private void plan(String conversation, int routingEpoch, long after, long now) {
    if (calls.size() > FEW + 2 * contents.size()) {
      calls.removeIf(call -> !isThere(call));
    }
    calls.add(new Call(now + after, ++numbered, conversation, routingEpoch, after));
  }

  void tick(long now) {
    if (WakeUpTimes.isDue(nextTimer(), now)) {
      Call call = calls.remove();
      pausesUntil = now + Math.max(LEAST_PAUSE, policy().skills().size() * PAUSE_PER_SKILL);
      send(call.conversation(), new ConversationMessage.Probe(skill, call.routingEpoch()));
      plan(call.conversation(), call.routingEpoch(), 2 * call.after(), now);
    }
  }

  OptionalLong nextTimer() {
    return next()
        .map(call -> OptionalLong.of(Math.max(call.at(), pausesUntil)))
        .orElse(OptionalLong.empty());
  }

  /** The next probe of a conversation that has not left. */
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
