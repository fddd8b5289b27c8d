package io.switchboard.fuzz;

import io.switchboard.actor.StoredEvents;
import io.switchboard.actor.serialization.DomainJson;
import io.switchboard.domain.partition.PartitionWrite;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Events written by a node, read from its embedded database in this process. */
final class Journal implements AutoCloseable {

  /**
   * One stored event.
   *
   * @param entity the kind, account and id of the entity, separated by bars
   * @param type the name of its type
   */
  record Fact(String entity, String type) {}

  private static final String PARTITION = DomainJson.name(PartitionWrite.class);

  private final Connection connection;
  private final PreparedStatement after;
  private long read;

  Journal(String url) throws SQLException {
    connection = DriverManager.getConnection(url, "switchboard", "");
    after =
        connection.prepareStatement(
            """
            SELECT "ordering", "persistence_id", "event_ser_manifest", "event_payload"
            FROM "event_journal" WHERE "ordering" > ? ORDER BY "ordering"
            """);
    news();
  }

  /**
   * The events of all entities since the last call, those of cluster sharding included. Events that
   * were deleted meanwhile are missing, but never the newest of an entity or partition.
   */
  List<Fact> news() throws SQLException {
    after.setLong(1, read);
    List<Fact> facts = new ArrayList<>();
    try (ResultSet row = after.executeQuery()) {
      while (row.next()) {
        read = row.getLong(1);
        facts.addAll(facts(row.getString(2), row.getString(3), row.getBytes(4)));
      }
    }
    return facts;
  }

  private static List<Fact> facts(String log, String manifest, byte[] payload) {
    if (!manifest.equals(PARTITION)) {
      return List.of(new Fact(log, manifest));
    }
    PartitionWrite write = (PartitionWrite) StoredEvents.read(manifest, payload);
    String prefix = log.substring(0, log.lastIndexOf('|') + 1);
    return write.events().stream()
        .map(one -> new Fact(prefix + one.entity(), StoredEvents.manifest(one.event())))
        .toList();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
