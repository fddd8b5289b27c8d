package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.queue.OutstandingOffers.Outstanding;
import io.switchboard.domain.routing.QueueOrder;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Answers to clients about a queue: waiting and offered conversations in one order. */
record QueueSummary(String skill, QueueContents contents, Matcher matcher) {

  Reply.Queue page(Optional<QueuePosition> after, int limit, long now) {
    List<Reply.QueuePlace> entries =
        Stream.of(matcher.queue().waiting(), matcher.offers().index())
            .flatMap(index -> index.page(after, limit).stream())
            .sorted()
            .limit(limit)
            .map(waiting -> entry(contents.find(waiting.id()).orElseThrow()))
            .toList();
    OptionalLong oldest = contents.oldestEnteredAt();
    return new Reply.Queue(
        skill,
        contents.size(),
        oldest.isPresent() ? Optional.of(oldest.getAsLong()) : Optional.empty(),
        overdue(now),
        matcher.queue().eligibleAgents().online(),
        matcher.roster().free(),
        entries);
  }

  QueueStatistics figures(long now) {
    OptionalLong oldest = contents.oldestEnteredAt();
    return new QueueStatistics(
        contents.size(),
        matcher.queue().waiting().size(),
        matcher.offers().index().size(),
        Math.max(0, now - oldest.orElse(now)),
        overdue(now),
        matcher.queue().ledger());
  }

  Reply.Distribution distribution() {
    return new Reply.Distribution(matcher.queue().ledger());
  }

  private int overdue(long now) {
    QueueOrder due = QueueOrder.ofDueTime(now);
    return matcher.queue().waiting().before(due) + matcher.offers().index().before(due);
  }

  Reply find(String conversation, int routingEpoch) {
    return orNotWaiting(place(conversation, routingEpoch), conversation);
  }

  /** The entry of a conversation in this routing epoch; empty when it does not wait here. */
  Optional<Reply.QueuePlace> place(String conversation, int routingEpoch) {
    return contents.find(conversation, routingEpoch).map(this::entry);
  }

  Reply explain(String conversation, long now) {
    Optional<Reply> found =
        contents
            .find(conversation)
            .map(
                entry ->
                    matcher
                        .explain(entry.conversation(), now)
                        .<Reply>map(Reply.ExplanationReply::new)
                        .orElse(
                            new Reply.Refused(
                                Reply.Reason.BUSY,
                                "The agent group of conversation %s is not chosen yet; repeat the request."
                                    .formatted(conversation))));
    return orNotWaiting(found, conversation);
  }

  private Reply orNotWaiting(Optional<? extends Reply> reply, String conversation) {
    return reply
        .<Reply>map(any -> any)
        .orElse(
            new Reply.Refused(
                Reply.Reason.NOT_FOUND,
                "Conversation %s does not wait for skill %s.".formatted(conversation, skill)));
  }

  private Reply.QueuePlace entry(QueueState.QueueEntry entry) {
    WaitingConversation waiting = entry.conversation();
    Optional<Outstanding> offer = matcher.offers().find(waiting.id());
    return new Reply.QueuePlace(
        waiting.id(),
        entry.routingEpoch(),
        matcher.position(waiting),
        waiting.startedAt(),
        waiting.enteredAt(),
        waiting.dueAt(),
        waiting.group(),
        offer.filter(one -> one.expiresAt().isPresent()).map(Outstanding::agent),
        offer.flatMap(Outstanding::expiresAt));
  }
}
