package io.switchboard.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.switchboard.server.Conf;
import io.switchboard.server.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compaction: the size of the embedded database depends on its content, not on the number of
 * writes.
 */
@Tag("slow")
class DatabaseCompactionTest {
  private static final int WRITES = 2_000;
  private static final int BYTES_A_WRITE = 700;

  /** The bytes appended for each event, most of which the next one replaces. */
  private static final int BYTES_APPENDED_A_WRITE = 12_000;

  private static final String URL = "switchboard.database.url";

  @TempDir private Path folder;

  @Test
  void aClosedDatabaseIsAboutAsLargeAsItsContent() throws Exception {
    Config config = Conf.h2(folder).config();
    try (Database database = Database.open(config)) {
      write(config);
      assertThat(fileSize()).isGreaterThan(WRITES * BYTES_APPENDED_A_WRITE);
      assertThat(database.answers()).isTrue();
    }

    assertThat(fileSize()).isLessThan(WRITES * BYTES_APPENDED_A_WRITE / 3L);
    assertThat(facts(config)).isEqualTo(WRITES);
  }

  @Test
  void aDatabaseInUseDoesNotKeepReplacedRows() throws Exception {
    Config config = compactedAllTheTime(Conf.h2(folder).config());
    try (Database database = Database.open(config)) {
      write(config);
      Eventually.holds(
          () -> {
            write(config, "another" + System.nanoTime(), 1);
            assertThat(fileSize()).isLessThan(WRITES * BYTES_APPENDED_A_WRITE / 2L);
          });
      assertThat(database.answers()).isTrue();
    }
  }

  /** A configuration without the time for which H2 keeps replaced rows. */
  private static Config compactedAllTheTime(Config config) {
    return config
        .withValue(URL, ConfigValueFactory.fromAnyRef(config.getString(URL) + ";RETENTION_TIME=0"))
        .withValue(
            "switchboard.database.compaction-interval", ConfigValueFactory.fromAnyRef("50ms"));
  }

  private static void write(Config config) throws SQLException {
    write(config, "one", WRITES);
  }

  private static void write(Config config, String entity, int writes) throws SQLException {
    try (Connection connection = connect(config);
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO "event_journal" ("persistence_id", "sequence_number", "writer",
                  "write_timestamp", "adapter_manifest", "event_payload", "event_ser_id",
                  "event_ser_manifest") VALUES (?, ?, 'w', 0, '', ?, 1, 'm')
                """)) {
      for (int i = 1; i <= writes; i++) {
        insert.setString(1, entity + i % 7);
        insert.setLong(2, i);
        insert.setBytes(3, new byte[BYTES_A_WRITE]);
        insert.execute();
      }
    }
  }

  private static long facts(Config config) throws SQLException {
    try (Connection connection = connect(config);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT count(*) FROM \"event_journal\"")) {
      found.next();
      return found.getLong(1);
    }
  }

  private static Connection connect(Config config) throws SQLException {
    return DriverManager.getConnection(
        config.getString(URL), config.getString("switchboard.database.user"), "");
  }

  private long fileSize() throws IOException {
    return Files.size(folder.resolve("switchboard.mv.db"));
  }
}
