package io.switchboard.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.Address;
import io.switchboard.server.Conf;
import io.switchboard.server.Postgres;
import io.switchboard.server.database.Database;
import io.switchboard.server.database.DatabaseSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import scala.Some;
import slick.jdbc.JdbcBackend$;
import slick.jdbc.JdbcBackend.DatabaseDef;
import slick.util.AsyncExecutor$;

/** Queries of PostgreSQL, which ends sessions whose transactions are idle. */
@Tag("slow")
class RecordQueriesTest {
  private static final String ZOE =
      "{\"conversation\": {\"inquiry\": {\"id\": \"c1\", \"consumer\": \"zoe\"}}}";

  @Test
  void theDatabaseDoesNotWaitInATransactionForTheSearchOfALargeSnapshot() throws Exception {
    try (Postgres postgres = new Postgres()) {
      String url = postgres.newDatabase();
      Database.open(Conf.postgres(url).config()).close();
      String large = "[" + "\"some text\", ".repeat(500_000) + ZOE + "]";
      insert(url, "Agent|shop|ann", large);
      insert(url, "Agent|shop|bob", large);
      insert(url, "Agent|shop|joe", "{}");
      insert(url, "SkillQueue|shop|sales", ZOE);

      try (DatabaseDef database = withIdleMillisecondAtMost(url)) {
        Map<Address, Set<String>> found =
            new RecordQueries(database)
                .traces("shop", "zoe", Set.of("c1"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        assertThat(found)
            .containsOnlyKeys(Address.agent("ann"), Address.agent("bob"), Address.queue("sales"));
      }
    }
  }

  private static void insert(String url, String persistenceId, String snapshot)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
      new DatabaseSession(connection)
          .run(
              """
              INSERT INTO "snapshot" ("persistence_id", "sequence_number", "created",
                "snapshot_ser_id", "snapshot_ser_manifest", "snapshot_payload")
              VALUES (?, 1, 0, 0, '', ?)
              """,
              persistenceId,
              snapshot.getBytes(UTF_8));
    }
  }

  /** The shortest time that PostgreSQL knows; shorter than the search of a large snapshot. */
  private static DatabaseDef withIdleMillisecondAtMost(String url) {
    PGSimpleDataSource sessions = new PGSimpleDataSource();
    sessions.setUrl(url);
    sessions.setUser("postgres");
    sessions.setOptions("-c idle_in_transaction_session_timeout=1");
    return JdbcBackend$.MODULE$
        .Database()
        .forDataSource(
            sessions, new Some<>(1), AsyncExecutor$.MODULE$.apply("queries", 1, 1, 10, 1), false);
  }
}
