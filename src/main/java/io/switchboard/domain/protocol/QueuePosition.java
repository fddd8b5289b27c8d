package io.switchboard.domain.protocol;

import io.switchboard.domain.routing.WaitingConversation;

/**
 * The most urgent conversation of a queue for an agent; the one with the smallest key is the most
 * urgent (routing rules, section 4).
 */
public record QueuePosition(String conversation, int routingEpoch, long dueAt, long startedAt)
    implements Comparable<QueuePosition> {

  /** What a queue tells of a conversation. */
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
