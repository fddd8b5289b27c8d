package io.switchboard.domain.routing;

/** Place in a queue: due time, start, id, in nanoseconds (routing rules, section 4). */
public interface QueueOrder extends Comparable<QueueOrder> {
  long dueAt();

  long startedAt();

  String id();

  /** The place before all conversations with this due time or a later one. */
  static QueueOrder ofDueTime(long dueAt) {
    return new Key(dueAt, Long.MIN_VALUE, "");
  }

  @Override
  default int compareTo(QueueOrder other) {
    int byDue = Long.compare(dueAt(), other.dueAt());
    if (byDue != 0) {
      return byDue;
    }
    int byStart = Long.compare(startedAt(), other.startedAt());
    return byStart != 0 ? byStart : id().compareTo(other.id());
  }

  record Key(long dueAt, long startedAt, String id) implements QueueOrder {}
}
