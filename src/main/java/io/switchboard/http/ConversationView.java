package io.switchboard.http;

import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a conversation is.
 *
 * @param skill for which it waits, or waited last
 * @param requestedSkill the one that its start named
 * @param agent who has it, or had it when it was closed
 * @param group the agent group that it was allotted to, be it closed without an agent
 * @param position in its queue from 1, while it waits there
 */
record ConversationView(
    String id,
    Optional<String> consumer,
    State state,
    String skill,
    Optional<String> requestedSkill,
    Optional<String> channel,
    Map<String, String> attributes,
    boolean urgent,
    Duration priorityCredit,
    int transfers,
    Optional<String> agent,
    Optional<String> group,
    Instant startedAt,
    Instant enteredAt,
    Instant dueAt,
    Optional<Integer> position,
    Optional<String> offeredTo,
    Optional<Instant> offerExpiresAt,
    Optional<Instant> assignedAt,
    Optional<Instant> closedAt,
    Optional<Party> closedBy) {

  /** Where a conversation is (routing rules, section 1). */
  enum State {
    WAITING,
    OFFERED,
    ASSIGNED,
    CLOSED;

    static State of(Reply.State state, boolean isOffered) {
      return switch (state) {
        case WAITING -> isOffered ? OFFERED : WAITING;
        case ASSIGNED -> ASSIGNED;
        case CLOSED -> CLOSED;
      };
    }
  }

  /**
   * What the conversation says and, while it waits, its queue.
   *
   * @param entry empty when it does not wait, or when its queue does not know it (yet)
   */
  static ConversationView of(Reply.Conversation conversation, Optional<Reply.Entry> entry) {
    Inquiry inquiry = conversation.inquiry();
    return new ConversationView(
        inquiry.id(),
        inquiry.consumer(),
        State.of(conversation.state(), entry.flatMap(Reply.Entry::offeredTo).isPresent()),
        conversation.skill(),
        inquiry.skill(),
        inquiry.channel(),
        inquiry.attributes(),
        inquiry.urgent(),
        Duration.ofNanos(inquiry.priorityCredit()),
        inquiry.transfers(),
        conversation.agent(),
        entry.flatMap(Reply.Entry::group).or(conversation::group),
        Times.at(conversation.startedAt()),
        Times.at(conversation.enteredAt()),
        Times.at(conversation.dueAt()),
        entry.map(Reply.Entry::position),
        entry.flatMap(Reply.Entry::offeredTo),
        Times.at(entry.flatMap(Reply.Entry::offerExpiresAt)),
        Times.at(conversation.assignedAt()),
        Times.at(conversation.closedAt()),
        conversation.closedBy());
  }
}
