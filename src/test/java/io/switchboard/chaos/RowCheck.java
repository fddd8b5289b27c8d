package io.switchboard.chaos;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * ROW: each conversation has one row, which agrees with the last event of its log, and no other row
 * exists. {@link EndCheck} compares the log with the answers to clients.
 */
final class RowCheck {
  private static final String RULE = "ROW";

  private RowCheck() {}

  static void check(Run run, Findings findings) {
    Set<String> ids = new LinkedHashSet<>(run.conversations().keySet());
    ids.addAll(run.journal().rows().keySet());
    for (String id : ids) {
      Optional<ConversationRow> row = Optional.ofNullable(run.journal().rows().get(id));
      Optional<ConversationRow> logged =
          Optional.ofNullable(run.conversations().get(id)).flatMap(ConversationReplay::row);
      if (!row.equals(logged)) {
        findings.ofConversation(
            RULE, id, "the table has %s, and the log leads to %s".formatted(row, logged));
      }
    }
  }
}
