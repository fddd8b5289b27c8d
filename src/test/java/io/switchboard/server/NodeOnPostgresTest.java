package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.switchboard.server.database.StartupException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class NodeOnPostgresTest extends NodeContract {
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
  NodeSettings settings() throws Exception {
    return Conf.postgres(postgres.newDatabase());
  }

  @Test
  void aMissingDatabaseIsReportedInOneSentence() throws Exception {
    String url = postgres.newDatabase().replace("switchboard_", "none_");

    assertThatThrownBy(() -> Node.start(Conf.postgres(url)))
        .isInstanceOf(StartupException.class)
        .hasMessageMatching("The database jdbc:postgresql:.* cannot be opened: .*does not exist.*");
  }

  @Test
  void aSecondStandaloneNodeOnTheSameDatabaseIsRefused() throws Exception {
    NodeSettings settings = settings();
    NodeSettings impatient =
        Conf.with(
            settings, ConfigFactory.parseString("switchboard.database.connection-timeout = 1s"));

    try (Node first = Node.start(settings)) {
      assertThatThrownBy(() -> Node.start(impatient))
          .isInstanceOf(StartupException.class)
          .hasMessageMatching("jdbc:postgresql:.* is in use by another node.*");
      up(first);
    }
  }
}
