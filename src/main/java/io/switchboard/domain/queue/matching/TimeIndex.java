package io.switchboard.domain.queue.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Conversations by a time, earliest first; add, remove and first take O(log n). */
public final class TimeIndex {
  private record Item(long at, String conversation) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : conversation.compareTo(other.conversation);
    }
  }

  private final TreeSet<Item> entries = new TreeSet<>();

  public void add(long at, String conversation) {
    entries.add(new Item(at, conversation));
  }

  public void remove(long at, String conversation) {
    entries.remove(new Item(at, conversation));
  }

  /** The earliest time; empty when there is none. */
  public OptionalLong first() {
    return entries.isEmpty() ? OptionalLong.empty() : OptionalLong.of(entries.first().at());
  }

  /** The conversations with a time not later than this one. */
  public List<String> until(long moment) {
    if (entries.isEmpty() || entries.first().at() > moment) {
      return List.of();
    }
    List<String> due = new ArrayList<>();
    for (Item next : entries) {
      if (next.at() > moment) {
        break;
      }
      due.add(next.conversation());
    }
    return due;
  }
}
