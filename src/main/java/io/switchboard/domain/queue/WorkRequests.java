package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueuePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers to work searches; those that begin before the queue is ready wait for that. */
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

  /** Opens the conversations whose wait is over, and sends the agent the most urgent of all. */
  private void answer(String agent, String searchId, long now) {
    overflow.openDue(now);
    Optional<QueuePosition> best =
        readiness.isReady() ? matcher.bestFor(agent, now) : Optional.empty();
    send(new Envelope.ToAgent(agent, new AgentMessage.Candidate(searchId, skill, best)));
  }
}
