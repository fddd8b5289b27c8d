package io.switchboard.chaos;

import io.switchboard.actor.StoredEvents;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All stored events of the entities of one account, by id, in the order of their sequence numbers.
 *
 * @param queues by skill
 */
public record Journal(
    Map<String, List<Stored>> conversations,
    Map<String, List<Stored>> agents,
    Map<String, List<Stored>> queues) {

  private static final int ROWS_AT_ONCE = 2_000;

  private static final String ALL =
      """
      SELECT "persistence_id", "sequence_number", "writer", "ordering", "event_ser_manifest",
             "event_payload"
      FROM "event_journal"
      ORDER BY "persistence_id", "sequence_number"
      """;

  /**
   * All events stored now, in one snapshot of the database.
   *
   * @throws SQLException if it cannot be read
   */
  public static Journal read(String url, String user, String password, String account)
      throws SQLException {
    Journal journal =
        new Journal(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    try (Connection database = DriverManager.getConnection(url, user, password)) {
      database.setAutoCommit(false);
      try (PreparedStatement query = database.prepareStatement(ALL)) {
        query.setFetchSize(ROWS_AT_ONCE);
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            journal.add(row, account);
          }
        }
      }
      database.rollback();
    }
    return journal;
  }

  private void add(ResultSet row, String account) throws SQLException {
    String[] name = row.getString("persistence_id").split("\\|", 3);
    if (name.length < 3 || !name[1].equals(account)) {
      return;
    }
    Map<String, List<Stored>> kind = ofKind(name[0]);
    if (kind != null) {
      kind.computeIfAbsent(name[2], any -> new ArrayList<>())
          .add(
              new Stored(
                  row.getLong("ordering"),
                  row.getLong("sequence_number"),
                  row.getString("writer"),
                  StoredEvents.read(
                      row.getString("event_ser_manifest"), row.getBytes("event_payload"))));
    }
  }

  private Map<String, List<Stored>> ofKind(String kind) {
    if (kind.equals(StoredEvents.CONVERSATION)) {
      return conversations;
    }
    if (kind.equals(StoredEvents.AGENT)) {
      return agents;
    }
    return kind.equals(StoredEvents.QUEUE) ? queues : null;
  }
}
