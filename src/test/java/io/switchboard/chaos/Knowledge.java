package io.switchboard.chaos;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The versions that clients knew at least: since when, and by which answer. */
final class Knowledge {

  /** A version, and the call whose answer showed it. */
  record Known(long version, Call by) {}

  private final TreeMap<Long, Known> since = new TreeMap<>();

  /** Records that no version older than this may be shown after the answer of this call. */
  void add(long version, Call by) {
    Map.Entry<Long, Known> before = since.floorEntry(by.answeredAt());
    if (before != null && before.getValue().version() >= version) {
      return;
    }
    since.put(by.answeredAt(), new Known(version, by));
    Map.Entry<Long, Known> next = since.higherEntry(by.answeredAt());
    while (next != null && next.getValue().version() <= version) {
      since.remove(next.getKey());
      next = since.higherEntry(by.answeredAt());
    }
  }

  /** The version known before a call was sent; empty if none was. */
  Optional<Known> before(Call call) {
    return Optional.ofNullable(since.lowerEntry(call.sentAt())).map(Map.Entry::getValue);
  }
}
