package io.switchboard.domain.protocol;

import io.switchboard.domain.queue.WaitingConversation;

/**
 * The most urgent conversation of a queue for an agent; the one with the smallest key is the most
 * urgent (routing rules, section 4).
 */
public record Best(String conversation, int hop, long dueAt, long startedAt)
    implements Comparable<Best> {

  /** What a queue tells of a conversation. */
  public static Best of(WaitingConversation conversation, int hop) {
    return new Best(conversation.id(), hop, conversation.dueAt(), conversation.startedAt());
  }

  @Override
  public int compareTo(Best other) {
    int byDue = Long.compare(dueAt, other.dueAt);
    if (byDue != 0) {
      return byDue;
    }
    int byStart = Long.compare(startedAt, other.startedAt);
    return byStart != 0 ? byStart : conversation.compareTo(other.conversation);
  }
}
