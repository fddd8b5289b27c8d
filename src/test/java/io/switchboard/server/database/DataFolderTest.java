package io.switchboard.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.switchboard.server.Conf;
import io.switchboard.server.Eventually;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DataFolderTest {
  private static final int EVENTS = 500;
  private static final String FILE = "switchboard.mv.db";
  private static final String WATERMARK = "switchboard.watermark";

  @TempDir private Path folder;

  @Test
  void theFilesOfAKilledNodeAreOpenedAgain() throws Exception {
    Path left = killedAfter(EVENTS);

    assertThatCode(() -> Database.open(config(left)).close()).doesNotThrowAnyException();
  }

  @Test
  void theFilesOfANodeKilledDuringAWriteAreOpenedAgain() throws Exception {
    try (Database database = Database.open(config(folder.resolve("data")))) {
      assertThat(database).isNotNull();
      for (int image = 0; image < 10; image++) {
        write(EVENTS / 10);
        Path left = image("image" + image);

        assertThatCode(() -> Database.open(config(left)).close()).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aFileTruncatedToHalfIsRefused() throws Exception {
    Path left = killedAfter(EVENTS);
    truncate(left, Files.size(left.resolve(FILE)) / 2);

    assertThatThrownBy(() -> Database.open(config(left)))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(left.resolve(FILE).toString())
        .hasMessageContaining("event 500 was stored in it before");
  }

  @Test
  void aFileTruncatedToZeroIsRefusedRepeatedly() throws Exception {
    Path left = killedAfter(EVENTS);
    truncate(left, 0);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> Database.open(config(left)))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("is missing or empty");
    }
  }

  @Test
  void aMissingFileIsRefused() throws Exception {
    Path left = killedAfter(EVENTS);
    Files.delete(left.resolve(FILE));

    assertThatThrownBy(() -> Database.open(config(left)))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("is missing or empty");
  }

  @Test
  void aClosedFileTruncatedToHalfIsRefused() throws Exception {
    Path left = killedAfter(EVENTS);
    Database.open(config(left)).close();
    truncate(left, Files.size(left.resolve(FILE)) / 2);

    assertThatThrownBy(() -> Database.open(config(left)))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(left.resolve(FILE).toString());
  }

  @Test
  void aTruncatedFileIsOpenedAfterTheDeletionOfItsWatermark() throws Exception {
    Path left = killedAfter(EVENTS);
    truncate(left, Files.size(left.resolve(FILE)) / 2);
    Files.delete(left.resolve(WATERMARK));

    assertThatCode(() -> Database.open(config(left)).close()).doesNotThrowAnyException();
  }

  @Test
  void aNodeKilledBeforeTheCreationOfItsTablesStartsAgain() throws Exception {
    Path left = Files.createDirectory(folder.resolve("left"));
    Files.createFile(left.resolve(FILE));

    assertThatCode(() -> Database.open(config(left)).close()).doesNotThrowAnyException();
  }

  @Test
  void folderAndFileAreAccessibleToTheirOwnerOnly() throws Exception {
    Path data = folder.resolve("new");

    Database.open(config(data)).close();

    assertThat(Files.getPosixFilePermissions(data))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(data.resolve(FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFileReadableByOthersIsRestrictedToItsOwner() throws Exception {
    Path data = folder.resolve("old");
    Database.open(config(data)).close();
    Files.setPosixFilePermissions(data.resolve(FILE), PosixFilePermissions.fromString("rw-r--r--"));

    Database.open(config(data)).close();

    assertThat(Files.getPosixFilePermissions(data.resolve(FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  /** The files of a node killed after this number of events. */
  private Path killedAfter(int events) throws Exception {
    try (Database database = Database.open(config(folder.resolve("data")))) {
      assertThat(database).isNotNull();
      write(events);
      Eventually.holds(
          () -> assertThat(folder.resolve("data").resolve(WATERMARK)).hasContent("" + events));
      return image("left");
    }
  }

  /** Copies the watermark first, because it is behind the file. */
  private Path image(String name) throws IOException {
    Path left = Files.createDirectory(folder.resolve(name));
    Files.copy(folder.resolve("data").resolve(WATERMARK), left.resolve(WATERMARK));
    Files.copy(folder.resolve("data").resolve(FILE), left.resolve(FILE));
    return left;
  }

  private void write(int events) throws Exception {
    Config database = config(folder.resolve("data")).getConfig("switchboard.database");
    byte[] payload = new byte[2000];
    new Random(1).nextBytes(payload);
    try (Connection connection =
            DriverManager.getConnection(
                database.getString("url"),
                database.getString("user"),
                database.getString("password"));
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO "event_journal" ("deleted", "persistence_id", "sequence_number",
                  "writer", "write_timestamp", "adapter_manifest", "event_payload",
                  "event_ser_id", "event_ser_manifest")
                SELECT false, 'e', COALESCE(MAX("sequence_number"), 0) + 1, '', 0, '', ?, 0, ''
                FROM "event_journal"
                """)) {
      for (int i = 0; i < events; i++) {
        insert.setBytes(1, payload);
        insert.executeUpdate();
      }
    }
  }

  private static void truncate(Path data, long length) throws IOException {
    try (FileChannel file = FileChannel.open(data.resolve(FILE), StandardOpenOption.WRITE)) {
      file.truncate(length);
    }
  }

  private static Config config(Path data) {
    return Conf.h2(data).config();
  }
}
