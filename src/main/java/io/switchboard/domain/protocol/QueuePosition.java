package io.switchboard.domain.protocol;

import io.switchboard.domain.routing.WaitingConversation;

/**
 * Sort key of a conversation in a queue: due time, then start, then id. The smallest is the most
 * urgent (routing rules, section 4).
 */
public record QueuePosition(String conversation, int routingEpoch, long dueAt, long startedAt)
    implements Comparable<QueuePosition> {

  /** The position of a waiting conversation. */
  public static QueuePosition of(WaitingConversation conversation, int routingEpoch) {
    return new QueuePosition(
        conversation.id(), routingEpoch, conversation.dueAt(), conversation.startedAt());
  }

  @Override
  public int compareTo(QueuePosition other) {
    int byDue = Long.compare(dueAt, other.dueAt);
    if (byDue != 0) {
      return byDue;
    }
    int byStart = Long.compare(startedAt, other.startedAt);
    return byStart != 0 ? byStart : conversation.compareTo(other.conversation);
  }
}
