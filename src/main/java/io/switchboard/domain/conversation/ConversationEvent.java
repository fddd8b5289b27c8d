package io.switchboard.domain.conversation;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Eligibility;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.Optional;

/** A stored change of a conversation. Times are nanoseconds. */
public sealed interface ConversationEvent {

  /** Time of the change. */
  long at();

  /** The revision of the configuration that the decision used, if any; later ones are not older. */
  default Optional<Long> configurationRevision() {
    return Optional.empty();
  }

  /** The conversation started and waits for an agent of the skill. */
  record Started(
      String skill, WaitingConversation conversation, long at, Optional<Long> configurationRevision)
      implements ConversationEvent {

    /** The start request's inquiry: without {@code firstTime}, which the consumer entity gives. */
    public Inquiry requested() {
      return conversation.inquiry().withFirstTime(false);
    }
  }

  /** The inquiry changed, and with it the due time. */
  record Revised(Inquiry inquiry, DueTime due, long at) implements ConversationEvent {}

  /** An agent declined or missed an offer of the conversation. */
  record Refused(String offer, String agent, Refusal refusal, long offeredAt, long at)
      implements ConversationEvent {}

  /** The conversation enters its next routing epoch, in another queue or the same one. */
  record Requeued(
      String skill,
      WaitingConversation conversation,
      RequeueReason reason,
      Optional<String> returnedBy,
      long at,
      Optional<Long> configurationRevision)
      implements ConversationEvent {}

  enum RequeueReason {
    FELL_BACK,
    SKILL_REMOVED,
    /** No agent has the skill in which it waited. */
    SKILL_WITHOUT_AGENTS,
    RETURNED,
    TRANSFERRED_TO_SKILL,
    TRANSFERRED_TO_AGENT
  }

  /**
   * The conversation is assigned to an agent who accepted an offer.
   *
   * @param first whether it is the first agent of the conversation
   * @param enteredAt start of the wait: of the conversation, or of its last transfer to a skill
   * @param eligibility what the queue had decided about the conversation at the offer
   * @param reasons explanation of the offer; empty if the agent was restarted after the offer
   */
  record Assigned(
      String agent,
      String reservation,
      boolean first,
      long enteredAt,
      Eligibility eligibility,
      Optional<Explanation> reasons,
      long offeredAt,
      long at)
      implements ConversationEvent {}

  /** The conversation leaves its agent, who has not released it yet. */
  record HandoverBegun(HandoverTarget target, long at, Optional<Long> configurationRevision)
      implements ConversationEvent {}

  /** A supervisor began a takeover by this agent. Claims of earlier takeovers become invalid. */
  record TakeoverBegun(String agent, long at) implements ConversationEvent {}

  /** The conversation is assigned to the agent of a takeover, without a queue in between. */
  record TakenOver(String agent, String reservation, long at) implements ConversationEvent {}

  record MessageNoted(Party from, long at) implements ConversationEvent {}

  record Closed(Party by, long at) implements ConversationEvent {}

  /** The queue reported why the conversation waited, or why it was offered to its agent. */
  record Explained(Explanation reasons, long at) implements ConversationEvent {}
}
