package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Behaviour of a node on each kind of database. */
public abstract class NodeContract {
  /** Settings for a database of this test alone. */
  abstract NodeSettings settings() throws Exception;

  @Test
  void aNodeBecomesReady() throws Exception {
    try (Node node = Node.start(settings())) {
      up(node);

      assertThat(get(node, "/health/ready").statusCode()).isEqualTo(200);
      assertThat(get(node, "/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    }
  }

  @Test
  void aStoppedNodeStartsAgainOnTheSameDatabase() throws Exception {
    NodeSettings settings = settings();
    Node first = Node.start(settings);
    up(first);
    first.close();
    assertThat(first.whenStopped().toCompletableFuture()).isCompleted();

    try (Node second = Node.start(settings)) {
      up(second);
      assertThat(get(second, "/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRememberedEntityIsLoadedWithoutAMessage() throws Exception {
    NodeSettings settings = settings();
    try (Node first = Node.start(settings)) {
      up(first);
      CompletableFuture<String> started = new CompletableFuture<>();
      remember(first, started).tell(new ShardingEnvelope<>("ann", "wake up"));
      assertThat(started.get(60, TimeUnit.SECONDS)).isEqualTo("ann");
    }

    try (Node second = Node.start(settings)) {
      up(second);
      CompletableFuture<String> started = new CompletableFuture<>();
      remember(second, started);
      assertThat(started.get(60, TimeUnit.SECONDS)).isEqualTo("ann");
    }
  }

  private static ActorRef<ShardingEnvelope<String>> remember(
      Node node, CompletableFuture<String> started) {
    return ClusterSharding.get(node.system())
        .init(
            Entity.of(
                    EntityTypeKey.create(String.class, "remembered"),
                    context -> {
                      started.complete(context.getEntityId());
                      return Behaviors.<String>empty();
                    })
                .withSettings(
                    ClusterShardingSettings.create(node.system()).withRememberEntities(true)));
  }

  public static void up(Node node) throws Exception {
    node.whenReady().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  public static HttpResponse<String> get(Node node, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path)).build();
    return HttpClient.newHttpClient()
        .sendAsync(request, BodyHandlers.ofString())
        .get(20, TimeUnit.SECONDS);
  }
}
