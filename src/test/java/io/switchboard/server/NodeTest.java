package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ActorRef;
import akka.actor.PoisonPill;
import akka.actor.typed.javadsl.Adapter;
import com.typesafe.config.ConfigFactory;
import io.switchboard.server.database.StartupException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class NodeTest extends NodeContract {
  @TempDir private Path folder;

  @Override
  NodeSettings settings() {
    return Conf.h2(folder);
  }

  @Test
  void twoNodesRunSideBySide() throws Exception {
    try (Node one = Node.start(Conf.h2(folder.resolve("one")));
        Node other = Node.start(Conf.h2(folder.resolve("other")))) {
      up(one);
      up(other);

      assertThat(get(one, "/health/ready").statusCode()).isEqualTo(200);
      assertThat(get(other, "/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aNodeOutsideItsClusterIsAliveAndNotReady() throws Exception {
    NodeSettings alone =
        Conf.with(settings(), ConfigFactory.parseString("switchboard.cluster.join-self = off"));

    try (Node node = Node.start(alone)) {
      assertThat(get(node, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(node, "/health/ready").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void aNodeIsNotReadyWhenItsDatabaseDoesNotAnswer() throws Exception {
    NodeSettings impatient =
        Conf.with(
            settings(), ConfigFactory.parseString("switchboard.database.connection-timeout = 1s"));

    try (Node node = Node.start(impatient)) {
      up(node);
      node.database().close();

      assertThat(get(node, "/health/ready").statusCode()).isEqualTo(503);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account-replica",
        "account-revisions",
        "fencing",
        "jdbc-journal",
        "jdbc-snapshot-store",
        "sharding"
      })
  void aNodeFailsWithoutOneOfItsEssentialActors(String name) throws Exception {
    try (Node node = Node.start(settings())) {
      Adapter.toClassic(node.system())
          .actorSelection("/system/" + name)
          .tell(PoisonPill.getInstance(), ActorRef.noSender());

      Eventually.holds(
          () ->
              assertThat(node.whenFailed().toCompletableFuture())
                  .isCompletedWithValue(
                      "The actor /system/" + name + " has ended; start the node again."));
    }
  }

  @Test
  void aClosedNodeHasNotFailed() throws Exception {
    Node node = Node.start(settings());
    up(node);

    node.close();

    assertThat(node.whenFailed().toCompletableFuture()).isNotDone();
  }

  @Test
  void aTakenAddressIsReportedInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeSettings settings = listeningAt(taken);

      assertThatThrownBy(() -> Node.start(settings))
          .isInstanceOf(StartupException.class)
          .hasMessageMatching(
              "Cannot listen on 127\\.0\\.0\\.1:%d: .*Address already in use"
                  .formatted(taken.getLocalPort()));
    }
  }

  private NodeSettings listeningAt(ServerSocket socket) {
    return Conf.with(
        settings(), ConfigFactory.parseString("switchboard.http.port = " + socket.getLocalPort()));
  }

  @Test
  void aFailedStartReleasesTheFolder() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeSettings settings = listeningAt(taken);
      assertThatThrownBy(() -> Node.start(settings)).isInstanceOf(StartupException.class);
    }

    try (FileChannel database =
        FileChannel.open(folder.resolve("switchboard.mv.db"), StandardOpenOption.WRITE)) {
      assertThat(database.tryLock()).isNotNull();
    }
  }

  @Test
  void aFolderInUseIsReportedInOneSentence() throws Exception {
    Node.start(settings()).close();

    try (FileChannel database =
        FileChannel.open(folder.resolve("switchboard.mv.db"), StandardOpenOption.WRITE)) {
      database.lock();

      assertThatThrownBy(() -> Node.start(settings()))
          .isInstanceOf(StartupException.class)
          .hasMessage(
              "Another Switchboard already uses jdbc:h2:file:%s/switchboard; give each its own folder with --data.",
              folder);
    }
  }

  @Test
  void aFolderThatCannotBeCreatedIsReportedInOneSentence() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> Node.start(Conf.h2(file.resolve("below"))))
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("The data folder %s/below cannot be written: ", file);
  }
}
