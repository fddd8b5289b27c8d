package io.switchboard.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.switchboard.server.Conf;
import io.switchboard.server.Eventually;
import io.switchboard.server.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PostgresDatabaseTest extends StoredStateContract {
  private static Postgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = new Postgres();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Override
  Config empty() throws Exception {
    return Conf.postgres(postgres.newDatabase()).config();
  }

  @Test
  void aFencedIncarnationCannotUseTheDatabase() throws Exception {
    Config shared =
        ConfigFactory.parseString("switchboard.cluster.join-self = off").withFallback(empty());
    try (Database frozen = Database.open(shared);
        Database other = Database.open(shared)) {
      assertThat(frozen.answers()).isTrue();

      other.fence(frozen.incarnation().orElseThrow());

      Eventually.holds(() -> assertThat(frozen.answers()).isFalse());
      assertThat(frozen.whenLost().toCompletableFuture().get(90, TimeUnit.SECONDS))
          .startsWith("The other nodes have declared this node dead");
      assertThat(other.answers()).isTrue();
    }
  }

  @Test
  void noNodeUsesTheDatabaseWhileADeadNodeStillCan() throws Exception {
    Config shared =
        ConfigFactory.parseString(
                "switchboard { cluster.join-self = off, database.connection-timeout = 1s }")
            .withFallback(empty());
    try (Database frozen = Database.open(shared);
        Database other = Database.open(shared);
        Connection slow = connect(shared)) {
      slow.setAutoCommit(false);
      slow.createStatement().execute("LOCK TABLE fenced_incarnation");

      other.fence(frozen.incarnation().orElseThrow());

      assertThat(other.answers()).isFalse();
      slow.rollback();
      Eventually.holds(() -> assertThat(other.answers()).isTrue());
      assertThat(frozen.answers()).isFalse();
    }
  }

  private static Connection connect(Config config) throws SQLException {
    Config database = config.getConfig("switchboard.database");
    return DriverManager.getConnection(
        database.getString("url"), database.getString("user"), database.getString("password"));
  }
}
