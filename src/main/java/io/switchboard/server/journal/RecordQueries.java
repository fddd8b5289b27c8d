package io.switchboard.server.journal;

import io.switchboard.actor.retention.StoredRecords;
import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.serialization.ConsumerTraces;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.protocol.Address;
import io.switchboard.server.database.DatabaseSession;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import slick.jdbc.JdbcBackend.DatabaseDef;

/** Queries of the tables that the journal writes. */
public final class RecordQueries implements StoredRecords {

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static final String QUEUES_AND_AGENTS =
      """
      SELECT "persistence_id" FROM "event_journal"
      WHERE "persistence_id" LIKE ? ESCAPE '!' OR "persistence_id" LIKE ? ESCAPE '!'
      UNION
      SELECT "persistence_id" FROM "snapshot"
      WHERE "persistence_id" LIKE ? ESCAPE '!' OR "persistence_id" LIKE ? ESCAPE '!'
      """;

  private static final String EVENTS =
      """
      SELECT "event_payload" FROM "event_journal" WHERE "persistence_id" = ?
      """;

  private static final String SNAPSHOTS =
      """
      SELECT "snapshot_payload" FROM "snapshot" WHERE "persistence_id" = ?
      """;

  private final DatabaseDef database;

  /** Queries of this database. */
  public RecordQueries(DatabaseDef database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<AccountRecord>> accounts(Optional<String> after, int limit) {
    return list(
        row ->
            new AccountRecord(
                row.getString(1),
                Optional.ofNullable(row.getString(2)),
                row.getLong(3),
                Duration.ofMillis(row.getLong(4))),
        """
        SELECT id, name, revision, keeps_closed_ms FROM account WHERE id > ? ORDER BY id LIMIT ?
        """,
        after.orElse(""),
        limit);
  }

  @Override
  public CompletionStage<Set<String>> closedBefore(String account, Instant time, int limit) {
    return list(
            row -> row.getString(1),
            """
            SELECT id FROM conversation WHERE account = ? AND closed_at < ?
            ORDER BY closed_at LIMIT ?
            """,
            account,
            time.toEpochMilli(),
            limit)
        .thenApply(LinkedHashSet::new);
  }

  @Override
  public CompletionStage<List<String>> conversationIds(
      String account, String consumer, boolean open, int limit) {
    return list(
        row -> row.getString(1),
        """
        SELECT id FROM conversation WHERE account = ? AND consumer = ? AND closed_at IS %s
        ORDER BY id LIMIT ?
        """
            .formatted(open ? "NULL" : "NOT NULL"),
        account,
        consumer,
        limit);
  }

  @Override
  public CompletionStage<List<ConversationState>> conversations(
      String account, String consumer, Optional<String> after, int limit) {
    return list(
        row -> ConversationTable.CODEC.read(row.getBytes(1)),
        """
        SELECT state FROM conversation WHERE account = ? AND consumer = ? AND id > ?
        ORDER BY id LIMIT ?
        """,
        account,
        consumer,
        after.orElse(""),
        limit);
  }

  @Override
  public CompletionStage<Optional<ConsumerRecorded>> consumer(String account, String consumer) {
    return list(
            row -> ConsumerTable.CODEC.read(row.getBytes(1)),
            "SELECT state FROM consumer WHERE account = ? AND id = ?",
            account,
            consumer)
        .thenApply(found -> found.stream().findFirst());
  }

  /**
   * Runs one statement for each entity, outside of a transaction: PostgreSQL ends a session that
   * waits in a transaction while a large snapshot is searched. The heap has the events or the
   * snapshot of one entity at a time. Events are read first, because a snapshot that is stored in
   * the meantime replaces them.
   */
  @Override
  public CompletionStage<Map<Address, Set<String>>> traces(
      String account, String consumer, Set<String> conversations) {
    ConsumerTraces traces = new ConsumerTraces(consumer, conversations);
    return JdbcTransaction.run(
        database,
        connection -> {
          DatabaseSession session = new DatabaseSession(connection);
          Map<Address, Set<String>> found = new HashMap<>();
          for (String id : queuesAndAgents(session, account)) {
            for (String payloads : List.of(EVENTS, SNAPSHOTS)) {
              for (byte[] json : list(session, row -> row.getBytes(1), payloads, id)) {
                traces
                    .in(json)
                    .ifPresent(
                        named ->
                            found
                                .computeIfAbsent(address(id), any -> new HashSet<>())
                                .addAll(named));
              }
            }
          }
          return found;
        });
  }

  private static List<String> queuesAndAgents(DatabaseSession session, String account)
      throws SQLException {
    String entities = "|" + account.replace("_", "!_") + "|%";
    String queues = EntityKinds.QUEUE + entities;
    String agents = EntityKinds.AGENT + entities;
    return list(
        session, row -> row.getString(1), QUEUES_AND_AGENTS, queues, agents, queues, agents);
  }

  private static Address address(String persistenceId) {
    int bar = persistenceId.indexOf('|');
    String id = EntityName.parse(persistenceId.substring(bar + 1)).id();
    return persistenceId.startsWith(EntityKinds.QUEUE) ? Address.queue(id) : Address.agent(id);
  }

  private <T> CompletionStage<List<T>> list(Row<T> reader, String sql, Object... parameters) {
    return JdbcTransaction.run(
        database, connection -> list(new DatabaseSession(connection), reader, sql, parameters));
  }

  private static <T> List<T> list(
      DatabaseSession session, Row<T> reader, String sql, Object... parameters)
      throws SQLException {
    List<T> all = new ArrayList<>();
    try (PreparedStatement query = session.prepared(sql, parameters);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        all.add(reader.read(rows));
      }
    }
    return all;
  }
}
