package io.switchboard.http.request;

import io.switchboard.domain.account.IdRules;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.protocol.Reply;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cursor of a queue: a sort key, valid also when its conversation has left the queue. */
public final class QueueCursor {
  private static final Pattern KEY =
      Pattern.compile("(-?[0-9]{1,19}),(-?[0-9]{1,19}),([0-9]{1,9}),(.+)");

  private QueueCursor() {}

  /** Returns the cursor of the page that begins after this entry. */
  public static String after(Reply.QueuePlace entry) {
    return Paging.encoded(
        "%d,%d,%d,%s"
            .formatted(
                entry.dueAt(), entry.startedAt(), entry.routingEpoch(), entry.conversation()));
  }

  /** Returns the position that a key denotes; empty if the key is malformed. */
  public static Optional<QueuePosition> position(String key) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches() || !IdRules.isValid(parts.group(4))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new QueuePosition(
              parts.group(4),
              Integer.parseInt(parts.group(3)),
              Long.parseLong(parts.group(1)),
              Long.parseLong(parts.group(2))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
