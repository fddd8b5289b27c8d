package io.switchboard.domain.machine;

import io.switchboard.domain.machine.Offers.Outstanding;
import io.switchboard.domain.machine.QueueSnapshot.Entry;
import io.switchboard.domain.protocol.Best;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.queue.WaitingLine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Tells clients how a line is: those who wait and those who ring, in one order. */
record LineDescription(String skill, QueueMemory memory, Matcher matcher) {

  Reply.Line page(Optional<Best> after, int limit, long now) {
    Optional<WaitingConversation> from = after.flatMap(this::placeOf);
    List<Reply.Entry> entries =
        Stream.of(matcher.queue().line(), matcher.offers().line())
            .flatMap(line -> line.page(from, limit).stream())
            .sorted()
            .limit(limit)
            .map(waiting -> entry(memory.find(waiting.id()).orElseThrow()))
            .toList();
    OptionalLong oldest = memory.oldestEnteredAt();
    return new Reply.Line(
        skill,
        memory.size(),
        oldest.isPresent() ? Optional.of(oldest.getAsLong()) : Optional.empty(),
        overdue(now),
        matcher.queue().crew().online(),
        matcher.roster().free(),
        entries);
  }

  LineFigures figures(long now) {
    OptionalLong oldest = memory.oldestEnteredAt();
    return new LineFigures(
        memory.size(),
        matcher.queue().line().size(),
        matcher.offers().line().size(),
        Math.max(0, now - oldest.orElse(now)),
        overdue(now),
        matcher.queue().ledger());
  }

  Reply.Distribution distribution() {
    return new Reply.Distribution(matcher.queue().ledger());
  }

  private Optional<WaitingConversation> placeOf(Best best) {
    return memory.entries().stream()
        .findAny()
        .map(
            any ->
                any.conversation().placedLike(best.conversation(), best.startedAt(), best.dueAt()));
  }

  private int overdue(long now) {
    return overdue(matcher.queue().line(), now) + overdue(matcher.offers().line(), now);
  }

  private static int overdue(WaitingLine line, long now) {
    List<WaitingConversation> head = line.page(Optional.empty(), 1);
    return head.isEmpty() ? 0 : line.before(head.get(0).placedLike("", Long.MIN_VALUE, now));
  }

  /** The entry of a conversation on this hop. */
  Reply find(String conversation, int hop) {
    return orNotWaiting(place(conversation, hop));
  }

  /** The same; empty when it does not wait here. */
  Optional<Reply.Entry> place(String conversation, int hop) {
    return memory.find(conversation, hop).map(this::entry);
  }

  /** Why a conversation waits, or rings where it does. */
  Reply explain(String conversation, long now) {
    return orNotWaiting(
        memory
            .find(conversation)
            .map(
                entry ->
                    matcher
                        .explain(entry.conversation(), now)
                        .<Reply>map(Reply.Reasons::new)
                        .orElse(refused(Reply.Reason.BUSY, "it is being allotted to a group"))));
  }

  private Reply orNotWaiting(Optional<? extends Reply> reply) {
    return reply
        .<Reply>map(any -> any)
        .orElse(refused(Reply.Reason.NOT_FOUND, "it does not wait for " + skill));
  }

  private static Reply refused(Reply.Reason reason, String detail) {
    return new Reply.Refused(reason, detail);
  }

  private Reply.Entry entry(Entry entry) {
    WaitingConversation waiting = entry.conversation();
    Optional<Outstanding> offer = matcher.offers().find(waiting.id());
    return new Reply.Entry(
        waiting.id(),
        entry.hop(),
        matcher.position(waiting),
        waiting.startedAt(),
        waiting.enteredAt(),
        waiting.dueAt(),
        waiting.group(),
        offer.filter(one -> one.expiresAt().isPresent()).map(Outstanding::agent),
        offer.flatMap(Outstanding::expiresAt));
  }
}
