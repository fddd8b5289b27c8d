package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.switchboard.Switchboard;
import io.switchboard.processes.LoneNode;
import io.switchboard.processes.LoneNode.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real process whose node fails: it ends within 10 s, with an exit code and a line of the log.
 */
@Tag("slow")
class NodeShutdownTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final int CANNOT_GO_ON = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "use all memory, Terminating due to java.lang.OutOfMemoryError",
    "fail fatally on a dispatcher, A fatal error ended the node's actor system",
    "fail fatally on another thread, A fatal error (java.lang.InternalError: broken) on thread other",
    "halt the default dispatcher, The dispatcher akka.actor.default-dispatcher has died",
    "halt the internal dispatcher, The dispatcher akka.actor.internal-dispatcher has died"
  })
  void aNodeThatCannotGoOnEnds(String fault, String line) throws Exception {
    try (LoneNode node = LoneNode.start(folder, Start.of(DoomedNode.class)).awaitReady()) {
      node.tell(fault);

      assertThat(node.awaitEnd(TEN_SECONDS)).isEqualTo(CANNOT_GO_ON);
      assertThat(node.log()).last().asString().startsWith(line);
    }
  }

  @Test
  void aNodeThatCannotStopInOrderEndsOnASignal() throws Exception {
    try (LoneNode node = LoneNode.start(folder, Start.of(DoomedNode.class)).awaitReady()) {
      node.tell("halt the internal dispatcher");
      node.process().destroy();

      assertThat(node.awaitEnd(TEN_SECONDS)).isEqualTo(CANNOT_GO_ON);
    }
  }

  @Test
  void aNodeStopsInOrderOnASignal() throws Exception {
    try (LoneNode node = LoneNode.start(folder, Start.of(Switchboard.class)).awaitReady()) {
      node.process().destroy();

      assertThat(node.awaitEnd(Duration.ofSeconds(45))).isEqualTo(128 + 15);
      assertThat(node.log()).noneMatch(line -> line.contains("start the node again"));
    }
  }

  @Test
  void aNodeWithAClosedEmbeddedDatabaseEndsAndCanBeStartedAgain() throws Exception {
    try (LoneNode node =
        LoneNode.start(folder, Start.of(Switchboard.class).withFilesOfAtMost(4000)).awaitReady()) {
      fillTheDisk(node);

      assertThat(node.awaitEnd(TEN_SECONDS)).isEqualTo(CANNOT_GO_ON);
      assertThat(node.log())
          .last()
          .asString()
          .startsWith("The database jdbc:h2:file:" + folder.resolve("data/switchboard"))
          .contains("has closed itself (File too large)");
    }

    try (LoneNode again = LoneNode.start(folder, Start.of(Switchboard.class)).awaitReady()) {
      assertThat(again.get("/v1/accounts/demo/conversations/c0")).isEqualTo(200);
    }
  }

  private static void fillTheDisk(LoneNode node) throws InterruptedException {
    try {
      for (int i = 0; node.process().isAlive(); i++) {
        node.post(
            "/v1/accounts/demo/conversations",
            "{\"id\": \"c%d\", \"consumer\": \"k%d\", \"skill\": \"sales\"}".formatted(i, i));
      }
    } catch (IOException gone) {
      assertThat(gone).isNotNull();
    }
  }

  @Test
  void aNodeIsNotStartedOnAReadOnlyFolder() throws Exception {
    assumeTrue(mayBecomeNobody(), "needs 'unshare -U', or a user who is not root");
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-x------"));

    try (LoneNode node = LoneNode.start(folder, asNobodyInParticular())) {
      assertThat(node.awaitEnd(Duration.ofSeconds(60))).isEqualTo(1);
      assertThat(node.log())
          .singleElement()
          .asString()
          .startsWith("The data folder " + data + " cannot be written");
    }
  }

  /** Root may write everywhere, but not without its capabilities. */
  private static Start asNobodyInParticular() {
    return isRoot() ? Start.of(Switchboard.class).by("unshare", "-U") : Start.of(Switchboard.class);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean mayBecomeNobody() throws InterruptedException {
    try {
      return !isRoot()
          || new ProcessBuilder("unshare", "-U", "true").start().waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      return false;
    }
  }
}
