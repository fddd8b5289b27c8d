package io.switchboard.chaos;

import io.switchboard.entity.StoredEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that the entities of one account have stored, by their ids, each in the order of its sequence
 * numbers.
 *
 * @param queues by skill
 */
public record Journal(
    Map<String, List<Stored>> conversations,
    Map<String, List<Stored>> agents,
    Map<String, List<Stored>> queues) {

  private static final int ROWS_AT_ONCE = 2_000;
  private static final int WRITER = 3;

  private static final String ALL =
      """
      SELECT "persistence_id", "sequence_number", "writer", "ordering", "event_ser_manifest",
             "event_payload"
      FROM "event_journal"
      ORDER BY "persistence_id", "sequence_number"
      """;

  /**
   * What is stored now, in one snapshot of the database.
   *
   * @throws SQLException when it cannot be read
   */
  public static Journal read(Connection database, String account) throws SQLException {
    Journal journal =
        new Journal(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    boolean autoCommit = database.getAutoCommit();
    database.setAutoCommit(false);
    try (PreparedStatement query = database.prepareStatement(ALL)) {
      query.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          journal.add(row, account);
        }
      }
    } finally {
      database.rollback();
      database.setAutoCommit(autoCommit);
    }
    return journal;
  }

  private void add(ResultSet row, String account) throws SQLException {
    String[] name = row.getString(1).split("\\|", 3);
    if (name.length < 3 || !name[1].equals(account)) {
      return;
    }
    Map<String, List<Stored>> kind = ofKind(name[0]);
    if (kind != null) {
      kind.computeIfAbsent(name[2], any -> new ArrayList<>())
          .add(
              new Stored(
                  row.getLong(4),
                  row.getLong(2),
                  row.getString(WRITER),
                  StoredEvents.read(row.getString(5), row.getBytes(6))));
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
