package io.switchboard.server.journal;

import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import akka.serialization.Serialization;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import akka.stream.Materializer;
import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.server.database.DatabaseSession;
import java.sql.Connection;
import java.sql.SQLException;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import slick.jdbc.JdbcBackend.DatabaseDef;
import slick.jdbc.JdbcProfile;

/**
 * Stores snapshots for akka-persistence-jdbc. A snapshot of a queue or an agent deletes the earlier
 * snapshots and events of that entity, in the same transaction. The latest event stays, since the
 * entity continues from its sequence number. Of other entities only earlier snapshots are deleted:
 * the events of an account are the record of its changes, and Akka deletes those of its shards.
 */
public final class CuttingSnapshotDao extends DefaultSnapshotDao {
  private final DatabaseDef database;
  private final JdbcProfile profile;
  private final Serialization serialization;

  /** Has the parameters with which akka-persistence-jdbc calls it. */
  public CuttingSnapshotDao(
      DatabaseDef database,
      JdbcProfile profile,
      SnapshotConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(database, profile, config, serialization, executor, materializer);
    this.database = database;
    this.profile = profile;
    this.serialization = serialization;
  }

  @Override
  public Future<BoxedUnit> save(SnapshotMetadata metadata, Object snapshot) {
    Serializer serializer = serialization.findSerializerFor(snapshot);
    byte[] stored = serializer.toBinary(snapshot);
    String manifest = Serializers.manifestFor(serializer, snapshot);
    return JdbcTransaction.commit(
        database,
        profile,
        connection -> {
          save(connection, metadata, serializer.identifier(), manifest, stored);
          return BoxedUnit.UNIT;
        });
  }

  private static void save(
      Connection connection, SnapshotMetadata of, int serializer, String manifest, byte[] stored)
      throws SQLException {
    DatabaseSession session = new DatabaseSession(connection);
    session.run(
        """
        DELETE FROM "snapshot" WHERE "persistence_id" = ? AND "sequence_number" <= ?
        """,
        of.persistenceId(),
        of.sequenceNr());
    session.run(
        """
        INSERT INTO "snapshot" ("persistence_id", "sequence_number", "created", "snapshot_ser_id",
          "snapshot_ser_manifest", "snapshot_payload")
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        of.persistenceId(),
        of.sequenceNr(),
        of.timestamp(),
        serializer,
        manifest,
        stored);
    if (isCut(of.persistenceId())) {
      session.deleteEvents(of.persistenceId(), of.sequenceNr());
    }
  }

  private static boolean isCut(String persistenceId) {
    return persistenceId.startsWith(EntityKinds.QUEUE + "|")
        || persistenceId.startsWith(EntityKinds.AGENT + "|");
  }
}
