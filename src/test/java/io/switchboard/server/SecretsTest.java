package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.server.database.Database;
import io.switchboard.server.database.StartupException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrecy of a password in the address of the database. */
class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://me:hunter2@localhost:5432/switchboard",
        "jdbc:mysql://me:hunter2@localhost/switchboard",
        "postgres://me:hunter2@localhost/switchboard",
        "jdbc:postgresql://localhost:1/switchboard?user=me&password=hunter2&connectTimeout=1",
        "jdbc:postgresql://localhost:nowhere/switchboard?password=hunter2",
      })
  void aFailedStartDoesNotShowThePassword(String url) {
    assertThatThrownBy(() -> Database.open(Conf.postgres(url).config()))
        .isInstanceOf(StartupException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "Unable to parse URL jdbc:postgresql://h/d?password=hunter2&x=1,"
        + " Unable to parse URL jdbc:postgresql://h/d?password=***&x=1",
    "no driver for postgres://me:hunter2@h/d, no driver for postgres://me:***@h/d",
    "refused: jdbc:postgresql://127.0.0.1:5432/d, refused: jdbc:postgresql://127.0.0.1:5432/d"
  })
  void aReasonOfADriverIsShownWithoutThePassword(String message, String shown) {
    assertThat(StartupException.reason(new IllegalStateException(message))).isEqualTo(shown);
  }

  @Test
  void aFolderNameMayHaveAnAtSign(@TempDir Path folder) throws Exception {
    Database.open(Conf.h2(folder.resolve("me@work")).config()).close();

    assertThat(folder.resolve("me@work/switchboard.mv.db")).exists();
  }
}
