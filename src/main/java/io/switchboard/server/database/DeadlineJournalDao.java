package io.switchboard.server.database;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import akka.actor.typed.javadsl.Adapter;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import io.switchboard.actor.runtime.WriteDeadlines;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend.DatabaseDef;
import slick.jdbc.JdbcProfile;
import slick.jdbc.SimpleJdbcAction;

/**
 * Data access of akka-persistence-jdbc that does not commit a batch when the deadline of one of its
 * writes has passed ({@link WriteDeadlines}), for example because it waited for a connection or for
 * the database. The entities of that batch restart from the stored events.
 */
public final class DeadlineJournalDao extends DefaultJournalDao {
  private final WriteDeadlines pending;
  private final ExecutionContext executor;

  /** Has the parameters with which akka-persistence-jdbc calls it. */
  public DeadlineJournalDao(
      DatabaseDef database,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(database, profile, config, serialization, executor, materializer);
    this.executor = executor;
    this.pending = WriteDeadlines.of(Adapter.toTyped(serialization.system()));
  }

  /** Uses raw types, since Java cannot express the types of Slick's actions. */
  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Future<BoxedUnit> writeJournalRows(
      Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    DBIOAction written = queries().writeJournalRows(rows, executor);
    DBIOAction inTime =
        new SimpleJdbcAction<>(
            context -> {
              refuseLate(rows);
              return BoxedUnit.UNIT;
            });
    DBIOAction both = written.andThen(inTime);
    return db().run(profile().api().jdbcActionExtensionMethods(both).transactionally());
  }

  private void refuseLate(Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    Optional<String> late =
        asJava(rows).stream()
            .map(row -> row._1().persistenceId())
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
