package io.switchboard.chaos;

import io.switchboard.actor.StoredEvents;
import io.switchboard.domain.partition.PartitionEvent;
import io.switchboard.domain.partition.PartitionWrite;
import io.switchboard.processes.DeletedEvents;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All stored events of the entities of one account, by id, in the order of their sequence numbers,
 * and the rows of its conversations.
 *
 * @param queues by skill
 * @param rows by conversation
 */
public record Journal(
    Map<String, List<Stored>> conversations,
    Map<String, List<Stored>> agents,
    Map<String, List<Stored>> queues,
    Map<String, ConversationRow> rows) {

  private static final int ROWS_AT_ONCE = 2_000;

  private static final String EVENTS =
      """
      SELECT "persistence_id", "sequence_number", "writer", "ordering", "event_ser_manifest",
             "event_payload"
      FROM "%s"
      """;

  private static final String IN_ORDER =
      """
      ORDER BY "persistence_id", "sequence_number", "ordering"
      """;

  private static final String ROWS =
      """
      SELECT id, phase, skill, agent, closed_at FROM conversation WHERE account = ?
      """;

  /** A journal without events. */
  Journal() {
    this(
        new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /**
   * Everything stored now, in one snapshot of the database, and the {@link DeletedEvents}, if they
   * are kept.
   *
   * @throws SQLException if it cannot be read
   */
  public static Journal read(String url, String user, String password, String account)
      throws SQLException {
    Journal journal = new Journal();
    try (Connection database = DriverManager.getConnection(url, user, password)) {
      database.setAutoCommit(false);
      database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      journal.readEvents(database, account);
      journal.readRows(database, account);
      database.rollback();
    }
    return journal;
  }

  private void readEvents(Connection database, String account) throws SQLException {
    String events = EVENTS.formatted("event_journal");
    if (areDeletedKept(database)) {
      events += "UNION ALL " + EVENTS.formatted(DeletedEvents.TABLE);
    }
    try (PreparedStatement query = database.prepareStatement(events + IN_ORDER)) {
      query.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          add(row, account);
        }
      }
    }
  }

  private static boolean areDeletedKept(Connection database) throws SQLException {
    try (ResultSet found =
        database.getMetaData().getTables(null, null, DeletedEvents.TABLE, null)) {
      return found.next();
    }
  }

  private void add(ResultSet row, String account) throws SQLException {
    String log = row.getString("persistence_id");
    String[] name = log.split("\\|", 3);
    Map<String, List<Stored>> kind = ofKind(name[0]);
    if (name.length < 3 || !name[1].equals(account) || kind == null) {
      return;
    }
    Object value =
        StoredEvents.read(row.getString("event_ser_manifest"), row.getBytes("event_payload"));
    List<? extends PartitionEvent<?>> events =
        value instanceof PartitionWrite write
            ? write.events()
            : List.of(new PartitionEvent<>(name[2], value));
    for (PartitionEvent<?> event : events) {
      kind.computeIfAbsent(event.entity(), any -> new ArrayList<>())
          .add(
              new Stored(
                  row.getLong("ordering"),
                  log,
                  row.getLong("sequence_number"),
                  row.getString("writer"),
                  event.event()));
    }
  }

  private void readRows(Connection database, String account) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(ROWS)) {
      query.setString(1, account);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.put(
              row.getString("id"),
              new ConversationRow(
                  row.getString("phase"),
                  row.getString("skill"),
                  Optional.ofNullable(row.getString("agent")),
                  Optional.ofNullable(row.getObject("closed_at", Long.class))));
        }
      }
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
