package io.switchboard.server.journal;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import akka.NotUsed;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import akka.stream.scaladsl.Source;
import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.actor.runtime.WriteDeadlines;
import io.switchboard.domain.account.configuration.AccountEvent;
import io.switchboard.domain.partition.PartitionWrite;
import io.switchboard.server.database.DatabaseSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.jdbc.JdbcBackend.DatabaseDef;
import slick.jdbc.JdbcProfile;

/**
 * Data access of akka-persistence-jdbc that writes a batch in one transaction: the rows of the
 * journal, the states of the entities of partitions ({@link PartitionWrite}), and the table of
 * accounts. It deletes rows of a partition that are not needed any more.
 *
 * <p>It does not commit a batch when the deadline of one of its writes has passed ({@link
 * WriteDeadlines}), for example because it waited for a connection or for the database. The
 * entities of that batch restart from the stored events.
 */
public final class BatchJournalDao extends DefaultJournalDao {
  private static final String INSERT =
      """
      INSERT INTO "event_journal" ("deleted", "persistence_id", "sequence_number", "writer",
        "write_timestamp", "adapter_manifest", "event_payload", "event_ser_id", "event_ser_manifest")
      VALUES (false, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /**
   * Counts the entities whose last event has the given number. The primary key alone would not
   * refuse the write of an earlier incarnation of an entity, since later events may have been
   * deleted.
   */
  private static final String COUNT_NEWEST =
      """
      SELECT COUNT(*) FROM (VALUES %s) AS written (id, number)
      WHERE number = (
        SELECT MAX("sequence_number") FROM "event_journal" WHERE "persistence_id" = id)
      """;

  private static final String CONFLICT = "23505";

  /** A partition deletes its earlier rows each time it has written this number of rows. */
  private static final int ROWS_OF_PARTITION = 100;

  private record RowId(String persistenceId, String writer, long sequenceNumber) {
    static RowId of(JournalAkkaSerializationRow row) {
      return new RowId(row.persistenceId(), row.writer(), row.sequenceNumber());
    }
  }

  private final WriteDeadlines pending;
  private final StateTables tables;

  /** The values of the rows being written that change a table, too. */
  private final Map<RowId, Object> tabled = new ConcurrentHashMap<>();

  /** Has the parameters with which akka-persistence-jdbc calls it. */
  public BatchJournalDao(
      DatabaseDef database,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(database, profile, config, serialization, executor, materializer);
    this.pending = WriteDeadlines.of(Adapter.toTyped(serialization.system()));
    this.tables = new StateTables(database, profile);
  }

  /** Keeps the values until {@link #writeJournalRows}, since a row has them only serialized. */
  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    Map<RowId, Object> values = new HashMap<>();
    for (AtomicWrite message : asJava(messages)) {
      for (PersistentRepr value : asJava(message.payload())) {
        if (value.payload() instanceof PartitionWrite || value.payload() instanceof AccountEvent) {
          values.put(
              new RowId(value.persistenceId(), value.writerUuid(), value.sequenceNr()),
              value.payload());
        }
      }
    }
    tabled.putAll(values);
    Future<Seq<Try<BoxedUnit>>> written = super.asyncWriteMessages(messages);
    written.onComplete(any -> tabled.keySet().removeAll(values.keySet()), ec());
    return written;
  }

  /**
   * Fails when an event is missing: a snapshot that replaces it was stored after the entity had
   * read an earlier snapshot. The entity then recovers from the later one.
   */
  @Override
  public Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messages(
      String persistenceId, long from, long to, long max) {
    AtomicLong expected = new AtomicLong(from);
    return super.messages(persistenceId, from, to, max)
        .asJava()
        .map(
            event -> {
              long number = event.get()._1().sequenceNr();
              if (number != expected.getAndIncrement()) {
                throw new IllegalStateException(
                    "event %d of %s follows after missing events".formatted(number, persistenceId));
              }
              return event;
            })
        .asScala();
  }

  @Override
  public Future<BoxedUnit> writeJournalRows(
      Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> tagged) {
    List<JournalAkkaSerializationRow> rows = asJava(tagged).stream().map(Tuple2::_1).toList();
    return JdbcTransaction.commit(
        db(),
        profile(),
        connection -> {
          write(connection, rows);
          return BoxedUnit.UNIT;
        });
  }

  private void write(Connection connection, List<JournalAkkaSerializationRow> rows)
      throws SQLException {
    insert(connection, rows);
    for (JournalAkkaSerializationRow row : rows) {
      Object value = tabled.get(RowId.of(row));
      if (value == null && isTabled(row)) {
        throw new IllegalStateException("the states of " + row.persistenceId() + " are unknown");
      }
      if (value instanceof PartitionWrite write) {
        tables.write(connection, row.persistenceId(), write);
        if (!write.removed().isEmpty() || row.sequenceNumber() % ROWS_OF_PARTITION == 0) {
          new DatabaseSession(connection).deleteEvents(row.persistenceId(), row.sequenceNumber());
        }
      } else if (value instanceof AccountEvent event) {
        AccountTable.write(connection, row.persistenceId(), event);
      }
    }
    refuseLate(rows);
  }

  private static boolean isTabled(JournalAkkaSerializationRow row) {
    return row.persistenceId().startsWith(EntityKinds.CONVERSATION + "|")
        || row.persistenceId().startsWith(EntityKinds.CONSUMER + "|");
  }

  private static void insert(Connection connection, List<JournalAkkaSerializationRow> rows)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (JournalAkkaSerializationRow row : rows) {
        insert.setString(1, row.persistenceId());
        insert.setLong(2, row.sequenceNumber());
        insert.setString(3, row.writer());
        insert.setLong(4, row.writeTimestamp());
        insert.setString(5, row.adapterManifest());
        insert.setBytes(6, row.eventPayload());
        insert.setInt(7, row.eventSerId());
        insert.setString(8, row.eventSerManifest());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    refuseOutdated(connection, rows);
  }

  private static void refuseOutdated(Connection connection, List<JournalAkkaSerializationRow> rows)
      throws SQLException {
    Map<String, Long> newest = new LinkedHashMap<>();
    rows.forEach(row -> newest.merge(row.persistenceId(), row.sequenceNumber(), Math::max));
    List<Object> parameters = new ArrayList<>();
    newest.forEach((id, number) -> parameters.addAll(List.of(id, number)));
    String values =
        String.join(
            ", ", Collections.nCopies(newest.size(), "(CAST(? AS VARCHAR), CAST(? AS BIGINT))"));
    long found =
        new DatabaseSession(connection)
            .number(COUNT_NEWEST.formatted(values), parameters.toArray());
    if (found != newest.size()) {
      throw new SQLIntegrityConstraintViolationException(
          "another incarnation has written events of one of " + newest.keySet(), CONFLICT);
    }
  }

  private void refuseLate(List<JournalAkkaSerializationRow> rows) {
    Optional<String> late =
        rows.stream()
            .map(JournalAkkaSerializationRow::persistenceId)
            .filter(pending::isOver)
            .findAny();
    if (late.isPresent()) {
      throw new DeadlineExceededException(late.get());
    }
  }

  /** Failure of a write whose deadline had passed. */
  public static final class DeadlineExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadlineExceededException(String persistenceId) {
      super(
          persistenceId + " was not written before the deadline of the request",
          new TimeoutException());
    }
  }
}
