package io.switchboard.server.journal;

import static java.util.stream.Collectors.joining;

import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.StateStore;
import io.switchboard.domain.partition.PartitionWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slick.jdbc.JdbcBackend.DatabaseDef;
import slick.jdbc.JdbcProfile;
import slick.jdbc.PostgresProfile;

/**
 * Tables in which each row is the stored state of one entity: {@code conversation} and {@code
 * consumer}.
 */
public final class StateTables implements StateStore {
  private final DatabaseDef database;
  private final Map<String, StateTable> byKind;
  private final Map<String, String> writes;

  /** The tables of this database. */
  public StateTables(DatabaseDef database, JdbcProfile profile) {
    this.database = database;
    this.byKind =
        Stream.of(new ConversationTable(), new ConsumerTable())
            .collect(Collectors.toUnmodifiableMap(StateTable::kind, table -> table));
    this.writes =
        byKind.values().stream()
            .collect(
                Collectors.toUnmodifiableMap(StateTable::kind, table -> upsert(table, profile)));
  }

  /** The statement that writes a row, whether or not it exists. */
  private static String upsert(StateTable table, JdbcProfile profile) {
    List<String> columns = table.columns();
    String names = String.join(", ", columns);
    String values = String.join(", ", Collections.nCopies(columns.size() + 2, "?"));
    return profile instanceof PostgresProfile
        ? "INSERT INTO %s (account, id, %s) VALUES (%s) ON CONFLICT (account, id) DO UPDATE SET %s"
            .formatted(
                table.name(),
                names,
                values,
                columns.stream()
                    .map(column -> column + " = EXCLUDED." + column)
                    .collect(joining(", ")))
        : "MERGE INTO %s (account, id, %s) KEY (account, id) VALUES (%s)"
            .formatted(table.name(), names, values);
  }

  @Override
  public CompletionStage<Map<String, Object>> load(String kind, String account, Set<String> ids) {
    StateTable table = byKind.get(kind);
    return JdbcTransaction.run(database, connection -> read(connection, table, account, ids));
  }

  private static Map<String, Object> read(
      Connection connection, StateTable table, String account, Set<String> ids)
      throws SQLException {
    String sql =
        "SELECT id, state FROM %s WHERE account = ? AND id IN (%s)"
            .formatted(table.name(), String.join(", ", Collections.nCopies(places(ids), "?")));
    Map<String, Object> states = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, account);
      int place = 2;
      for (String id : ids) {
        select.setString(place++, id);
      }
      while (place <= places(ids) + 1) {
        select.setString(place++, ids.iterator().next());
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          states.put(row.getString(1), table.state(row.getBytes(2)));
        }
      }
    }
    return states;
  }

  /** The next power of two, so that few different statements are prepared. */
  private static int places(Set<String> ids) {
    return Integer.highestOneBit(2 * ids.size() - 1);
  }

  /** Writes and removes states of entities of the partition with this persistence id. */
  public void write(Connection connection, String persistenceId, PartitionWrite write)
      throws SQLException {
    int bar = persistenceId.indexOf('|');
    StateTable table = byKind.get(persistenceId.substring(0, bar));
    String account = EntityName.parse(persistenceId.substring(bar + 1)).account();
    write(connection, table, account, write.states());
    remove(connection, table, account, write.removed());
  }

  private void write(
      Connection connection, StateTable table, String account, Map<String, Object> states)
      throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(writes.get(table.kind()))) {
      for (Map.Entry<String, Object> one : states.entrySet()) {
        List<Object> values = table.values(one.getValue());
        upsert.setString(1, account);
        upsert.setString(2, one.getKey());
        for (int i = 0; i < values.size(); i++) {
          upsert.setObject(i + 3, values.get(i));
        }
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static void remove(
      Connection connection, StateTable table, String account, Set<String> ids)
      throws SQLException {
    String sql =
        "DELETE FROM %s WHERE account = ? AND id = ?%s".formatted(table.name(), table.removable());
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      for (String id : ids) {
        delete.setString(1, account);
        delete.setString(2, id);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }
}
