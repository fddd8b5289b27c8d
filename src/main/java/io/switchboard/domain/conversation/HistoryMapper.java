package io.switchboard.domain.conversation;

import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.HistoryEntry;
import io.switchboard.domain.protocol.HistoryEntry.Kind;
import io.switchboard.domain.protocol.Refusal;
import java.util.Optional;

/** Translates events of a conversation into entries of its history. */
final class HistoryMapper {
  private static final Optional<String> NONE = Optional.empty();

  private static final Cases<Long, HandoverTarget, HistoryEntry> RELEASING =
      Cases.<Long, HandoverTarget, HistoryEntry>of(HandoverTarget.class)
          .when(
              HandoverTarget.ToSkill.class, (at, to) -> releasing(at, word(to.skill()), NONE, NONE))
          .when(
              HandoverTarget.ToAgent.class, (at, to) -> releasing(at, NONE, word(to.agent()), NONE))
          .when(
              HandoverTarget.ToReservation.class,
              (at, to) -> releasing(at, NONE, word(to.agent()), NONE))
          .when(
              HandoverTarget.BackToQueue.class,
              (at, to) -> releasing(at, NONE, NONE, word(to.reason())))
          .when(HandoverTarget.End.class, (at, end) -> releasing(at, NONE, NONE, word(end.by())))
          .complete();

  /** Empty for events that the history does not show. */
  private static final Cases<Void, ConversationEvent, Optional<HistoryEntry>> ENTRIES =
      Cases.<Void, ConversationEvent, Optional<HistoryEntry>>of(ConversationEvent.class)
          .when(ConversationEvent.Started.class, one -> Optional.of(started(one)))
          .when(
              ConversationEvent.Revised.class,
              one -> Optional.of(new HistoryEntry(one.at(), Kind.REVISED, NONE, NONE, NONE)))
          .when(ConversationEvent.Refused.class, one -> Optional.of(refused(one)))
          .when(ConversationEvent.Requeued.class, one -> Optional.of(moved(one)))
          .when(ConversationEvent.Assigned.class, one -> Optional.of(assigned(one)))
          .when(
              ConversationEvent.HandoverBegun.class,
              one -> Optional.of(RELEASING.apply(one.at(), one.target())))
          .when(ConversationEvent.TakenOver.class, one -> Optional.of(takenOver(one)))
          .when(ConversationEvent.Closed.class, one -> Optional.of(closed(one)))
          .when(ConversationEvent.MessageNoted.class, one -> Optional.empty())
          .when(ConversationEvent.TakeoverBegun.class, one -> Optional.empty())
          .when(ConversationEvent.Explained.class, one -> Optional.empty())
          .complete();

  private HistoryMapper() {}

  static Optional<HistoryEntry> of(ConversationEvent event) {
    return ENTRIES.apply(event);
  }

  private static HistoryEntry started(ConversationEvent.Started one) {
    return new HistoryEntry(
        one.at(), Kind.STARTED, word(one.skill()), NONE, word(one.conversation().skillReason()));
  }

  private static HistoryEntry refused(ConversationEvent.Refused one) {
    Kind kind = one.refusal() == Refusal.DECLINED ? Kind.DECLINED : Kind.MISSED;
    return new HistoryEntry(one.at(), kind, NONE, word(one.agent()), NONE);
  }

  private static HistoryEntry moved(ConversationEvent.Requeued one) {
    return new HistoryEntry(
        one.at(), kind(one), word(one.skill()), one.returnedBy(), word(one.reason()));
  }

  private static Kind kind(ConversationEvent.Requeued moved) {
    return switch (moved.reason()) {
      case FELL_BACK, SKILL_REMOVED, SKILL_WITHOUT_AGENTS -> Kind.FELL_BACK;
      case RETURNED -> Kind.RETURNED;
      case TRANSFERRED_TO_SKILL, TRANSFERRED_TO_AGENT -> Kind.TRANSFERRED;
    };
  }

  private static HistoryEntry assigned(ConversationEvent.Assigned one) {
    Optional<String> occasion =
        one.reasons().flatMap(reasons -> reasons.occasion().flatMap(HistoryMapper::word));
    return new HistoryEntry(one.at(), Kind.ASSIGNED, NONE, word(one.agent()), occasion);
  }

  private static HistoryEntry releasing(
      long at, Optional<String> skill, Optional<String> agent, Optional<String> reason) {
    return new HistoryEntry(at, Kind.RELEASING, skill, agent, reason);
  }

  private static HistoryEntry takenOver(ConversationEvent.TakenOver one) {
    return new HistoryEntry(one.at(), Kind.TAKEN_OVER, NONE, word(one.agent()), NONE);
  }

  private static HistoryEntry closed(ConversationEvent.Closed one) {
    return new HistoryEntry(one.at(), Kind.CLOSED, NONE, NONE, word(one.by()));
  }

  private static Optional<String> word(Object value) {
    return Optional.of(value.toString());
  }
}
