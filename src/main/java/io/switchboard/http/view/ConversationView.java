package io.switchboard.http.view;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.http.request.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Current state of a conversation.
 *
 * @param skill the skill for which it waits, or for which it waited last
 * @param requestedSkill the skill that the request that started it named
 * @param agent the assigned agent, or the last one before it was closed
 * @param group the agent group that it was allotted to, even if it was closed without an agent
 * @param position its place in the queue, from 1, while it waits
 */
public record ConversationView(
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

  /** State of a conversation (routing rules, section 1). */
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

  /** Combines the replies of conversation and queue; {@code entry} is empty if not queued. */
  public static ConversationView of(
      Reply.Conversation conversation, Optional<Reply.QueuePlace> entry) {
    Inquiry inquiry = conversation.inquiry();
    return new ConversationView(
        inquiry.id(),
        inquiry.consumer(),
        State.of(conversation.state(), entry.flatMap(Reply.QueuePlace::offeredTo).isPresent()),
        conversation.skill(),
        inquiry.skill(),
        inquiry.channel(),
        inquiry.attributes(),
        inquiry.urgent(),
        Duration.ofNanos(inquiry.priorityCredit()),
        inquiry.transfers(),
        conversation.agent(),
        entry.flatMap(Reply.QueuePlace::group).or(conversation::group),
        TimeFormat.at(conversation.startedAt()),
        TimeFormat.at(conversation.enteredAt()),
        TimeFormat.at(conversation.dueAt()),
        entry.map(Reply.QueuePlace::position),
        entry.flatMap(Reply.QueuePlace::offeredTo),
        TimeFormat.at(entry.flatMap(Reply.QueuePlace::offerExpiresAt)),
        TimeFormat.at(conversation.assignedAt()),
        TimeFormat.at(conversation.closedAt()),
        conversation.closedBy());
  }
}
