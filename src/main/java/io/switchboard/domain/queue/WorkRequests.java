package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueuePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers to the work searches of agents. A search that begins before the queue is ready is
 * answered when the queue has become ready.
 */
final class WorkRequests extends QueuePart {
  private final Overflow overflow;
  private final Map<String, String> unanswered = new LinkedHashMap<>();

  WorkRequests(QueueMachine whole, Overflow overflow) {
    super(whole);
    this.overflow = overflow;
  }

  /** Answers a work search, at once or when the queue has become ready. */
  void request(QueueMessage.RequestWork request, long now) {
    if (readiness.isReady()) {
      answer(request.agent().id(), request.searchId(), now);
    } else {
      unanswered.put(request.agent().id(), request.searchId());
    }
  }

  /** Answers the searches that began before the queue was ready. */
  void answerAll(long now) {
    unanswered.forEach((agent, searchId) -> answer(agent, searchId, now));
    unanswered.clear();
  }

  /** Offers the conversation that the agent has chosen, or answers the search again. */
  void take(QueueMessage.RequestOffer take, long now) {
    if (!readiness.isReady() || !matcher.take(take, now)) {
      answer(take.agent(), take.searchId(), now);
    }
  }

  /**
   * Sends an agent its most urgent conversation. Conversations whose wait is over are opened first,
   * because one of them may be the most urgent.
   */
  private void answer(String agent, String searchId, long now) {
    overflow.openDue(now);
    Optional<QueuePosition> best =
        readiness.isReady() ? matcher.bestFor(agent, now) : Optional.empty();
    send(new Envelope.ToAgent(agent, new AgentMessage.Candidate(searchId, skill, best)));
  }
}
