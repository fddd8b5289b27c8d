package io.switchboard.http;

import io.switchboard.domain.account.Id;
import io.switchboard.domain.protocol.Best;
import io.switchboard.domain.protocol.Reply;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a queue as the key of a cursor. It is the place itself and not who stands there, so
 * that it is still good when that one has gone.
 */
final class QueueCursor {
  private static final Pattern KEY =
      Pattern.compile("(-?[0-9]{1,19}),(-?[0-9]{1,19}),([0-9]{1,9}),(.+)");

  private QueueCursor() {}

  /** The cursor of the page behind this entry. */
  static String after(Reply.Entry entry) {
    return Paging.encoded(
        "%d,%d,%d,%s"
            .formatted(entry.dueAt(), entry.startedAt(), entry.hop(), entry.conversation()));
  }

  /** The place that a key tells; empty when it is none. */
  static Optional<Best> place(String key) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches() || !Id.isOne(parts.group(4))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Best(
              parts.group(4),
              Integer.parseInt(parts.group(3)),
              Long.parseLong(parts.group(1)),
              Long.parseLong(parts.group(2))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
