package io.switchboard.http.request;

import io.switchboard.domain.account.IdRules;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.protocol.Reply;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a queue as the key of a cursor. It is the place itself and not who stands there, so
 * that it is still good when that one has gone.
 */
public final class QueueCursor {
  private static final Pattern KEY =
      Pattern.compile("(-?[0-9]{1,19}),(-?[0-9]{1,19}),([0-9]{1,9}),(.+)");

  private QueueCursor() {}

  /** The cursor of the page behind this entry. */
  public static String after(Reply.QueuePlace entry) {
    return Paging.encoded(
        "%d,%d,%d,%s"
            .formatted(
                entry.dueAt(), entry.startedAt(), entry.routingEpoch(), entry.conversation()));
  }

  /** The place that a key tells; empty when it is none. */
  public static Optional<QueuePosition> place(String key) {
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
