package io.switchboard.domain.statemachine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Ids by a time, earliest first; add, remove and first take O(log n). */
public final class TimeIndex {
  private record Item(long at, String id) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : id.compareTo(other.id);
    }
  }

  private final TreeSet<Item> entries = new TreeSet<>();

  public void add(long at, String id) {
    entries.add(new Item(at, id));
  }

  public void remove(long at, String id) {
    entries.remove(new Item(at, id));
  }

  /** The earliest time; empty when there is none. */
  public OptionalLong first() {
    return entries.isEmpty() ? OptionalLong.empty() : OptionalLong.of(entries.first().at());
  }

  /** The ids with a time not later than this one. */
  public List<String> until(long moment) {
    if (entries.isEmpty() || entries.first().at() > moment) {
      return List.of();
    }
    List<String> due = new ArrayList<>();
    for (Item next : entries) {
      if (next.at() > moment) {
        break;
      }
      due.add(next.id());
    }
    return due;
  }
}
