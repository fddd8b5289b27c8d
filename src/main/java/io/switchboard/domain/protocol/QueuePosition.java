package io.switchboard.domain.protocol;

import io.switchboard.domain.routing.QueueOrder;
import io.switchboard.domain.routing.WaitingConversation;

/** Sort key in a queue: due time, then start, then id (routing rules, section 4). */
public record QueuePosition(String conversation, int routingEpoch, long dueAt, long startedAt)
    implements QueueOrder {

  /** The position of a waiting conversation. */
  public static QueuePosition of(WaitingConversation conversation, int routingEpoch) {
    return new QueuePosition(
        conversation.id(), routingEpoch, conversation.dueAt(), conversation.startedAt());
  }

  @Override
  public String id() {
    return conversation;
  }
}
