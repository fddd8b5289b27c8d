package io.switchboard.domain.conversation;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.Optional;

/** What happened to a conversation. Times are nanoseconds. */
public sealed interface ConversationEvent {

  /** When it happened. */
  long at();

  /**
   * The revision of the configuration by which it was decided: nothing that follows from it may be
   * decided by an older one. Empty: that does not matter, or was not stored yet.
   */
  default Optional<Long> configurationRevision() {
    return Optional.empty();
  }

  /** It began, and waits for a skill. */
  record Started(
      Inquiry requested,
      String skill,
      WaitingConversation conversation,
      long at,
      Optional<Long> configurationRevision)
      implements ConversationEvent {}

  /** Its facts changed, and the key with them. */
  record Revised(Inquiry inquiry, DueTime due, long at) implements ConversationEvent {}

  /** An agent did not take it when it rang. */
  record Refused(String offer, String agent, Refusal refusal, long offeredAt, long at)
      implements ConversationEvent {}

  /** It waits in another line, or in the same one anew: its next hop. */
  record Requeued(
      String skill,
      WaitingConversation conversation,
      RequeueReason move,
      Optional<String> returnedBy,
      long at,
      Optional<Long> configurationRevision)
      implements ConversationEvent {}

  /** How it came into a line. */
  enum RequeueReason {
    FELL_BACK,
    SKILL_REMOVED,
    /** No agent had its skill. */
    SKILL_WITHOUT_AGENTS,
    RETURNED,
    TRANSFERRED_TO_SKILL,
    TRANSFERRED_TO_AGENT
  }

  /** An agent has it. */
  record Assigned(
      String agent,
      String reservation,
      WaitingConversation asQueued,
      Optional<Explanation> reasons,
      long offeredAt,
      long at)
      implements ConversationEvent {}

  /** It leaves its agent, who has yet to let go. */
  record HandoverBegun(HandoverTarget departure, long at, Optional<Long> configurationRevision)
      implements ConversationEvent {}

  /** A supervisor wants another agent to have it; claims of earlier takeovers are void. */
  record TakeoverBegun(String agent, long at) implements ConversationEvent {}

  /** Another agent has it, without a line between. */
  record TakenOver(String agent, String reservation, long at) implements ConversationEvent {}

  /** Somebody wrote. */
  record MessageNoted(Party from, long at) implements ConversationEvent {}

  /** It ended. */
  record Closed(Party by, long at) implements ConversationEvent {}

  /** Its queue told why it waited, or rang where it did, until it ended. */
  record Explained(Explanation reasons, long at) implements ConversationEvent {}
}
