package io.switchboard.server.journal;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.RetentionSettings;
import io.switchboard.domain.account.configuration.AccountEvent;
import io.switchboard.domain.account.configuration.AccountEvent.AccountReplaced;
import io.switchboard.server.database.DatabaseSession;
import java.sql.Connection;
import java.sql.SQLException;

/** The table {@code account}. The journal changes it in the transaction of each account event. */
final class AccountTable {
  /** The beginning of the persistence id of an account. */
  static final String KIND = "Account|";

  private AccountTable() {}

  static void write(Connection connection, String persistenceId, AccountEvent event)
      throws SQLException {
    DatabaseSession session = new DatabaseSession(connection);
    String id = persistenceId.substring(KIND.length());
    if (event instanceof AccountReplaced replaced) {
      Account document = replaced.document();
      String name = document.name().orElse(null);
      long keeps = RetentionSettings.closedConversations(document).toMillis();
      int changed =
          session.run(
              "UPDATE account SET revision = ?, name = ?, keeps_closed_ms = ? WHERE id = ?",
              event.revision(),
              name,
              keeps,
              id);
      if (changed == 0) {
        session.run(
            "INSERT INTO account (id, revision, name, keeps_closed_ms) VALUES (?, ?, ?, ?)",
            id,
            event.revision(),
            name,
            keeps);
      }
    } else {
      session.run("UPDATE account SET revision = ? WHERE id = ?", event.revision(), id);
    }
  }
}
