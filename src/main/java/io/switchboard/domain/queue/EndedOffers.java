package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.queue.QueueState.QueueEntry;
import java.util.Optional;

/** Offers that end without an assignment. The conversation gets its place and an offer again. */
final class EndedOffers extends QueuePart {
  private final Overflow overflow;
  private final FallbackRouting fallbackRouting;

  EndedOffers(QueueMachine whole, Overflow overflow, FallbackRouting fallbackRouting) {
    super(whole);
    this.overflow = overflow;
    this.fallbackRouting = fallbackRouting;
  }

  /** Records a refusal, and acknowledges it also when the conversation does not wait any more. */
  void refused(QueueMessage.RecordRefusal refusal, long now) {
    Optional<QueueEntry> entry = contents.find(refusal.conversation(), refusal.routingEpoch());
    if (entry.isPresent()) {
      if (matcher.offers().find(refusal.conversation(), refusal.offer()).isPresent()) {
        matcher.giveUp(refusal.conversation());
      }
      overflow.refused(entry.get(), refusal, now);
      findAgentAgain(refusal.conversation(), now);
    }
    send(refusal.conversation(), new ConversationMessage.RefusalRecorded(refusal.offer()));
  }

  void returned(QueueMessage.OfferReturned returned, long now) {
    matcher
        .offers()
        .find(returned.conversation(), returned.offer())
        .ifPresent(offer -> giveUp(offer, now));
  }

  /** Ends the offers whose result is overdue, and probes their conversations and agents. */
  void tick(long now) {
    for (OutstandingOffers.Outstanding offer : matcher.offers().due(now)) {
      send(offer.conversation().id(), new ConversationMessage.Probe(skill, offer.routingEpoch()));
      matcher.requestReport(offer.agent());
      giveUp(offer, now);
    }
  }

  private void giveUp(OutstandingOffers.Outstanding offer, long now) {
    matcher.giveUp(offer.conversation().id());
    matcher.roster().setSearching(offer.agent(), true, now);
    findAgentAgain(offer.conversation().id(), now);
  }

  /**
   * Searches for an agent for a conversation whose offer has ended. It is opened first: while it
   * rang its {@code maxWaitTime} may have ended, or the last agent of its group may have gone
   * offline.
   */
  private void findAgentAgain(String conversation, long now) {
    if (readiness.isReady()) {
      contents
          .find(conversation)
          .filter(entry -> !queue().needsAllotment(entry.conversation()))
          .ifPresent(entry -> overflow.admit(entry, now));
      matcher.findAgent(conversation, now);
      contents.find(conversation).ifPresent(entry -> fallbackRouting.redirect(entry, now));
    }
  }
}
