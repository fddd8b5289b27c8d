package io.switchboard.chaos;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which version of something clients knew at least, since when, and by which answer. */
final class Knowledge {

  /** The version, and the call by whose answer it was known. */
  record Known(long version, Call by) {}

  private final TreeMap<Long, Known> since = new TreeMap<>();

  /** From the answer of this call on, no older version than this may be shown. */
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

  /** What was known before a call was sent; empty when nothing was. */
  Optional<Known> before(Call call) {
    return Optional.ofNullable(since.lowerEntry(call.sentAt())).map(Map.Entry::getValue);
  }
}
