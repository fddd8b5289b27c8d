package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped proxy configuration and the shipped health check, with real nodes. */
@Tag("slow")
class ProxyTest {
  private static final String ACCOUNT = "/v1/accounts/shop";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Node> nodes = new ArrayList<>();
  private Node ready;
  private Node unready;

  @TempDir private Path folder;

  @BeforeEach
  void startNodes() throws Exception {
    ready = start("ready", true);
    unready = start("unready", false);
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(Node::close);
  }

  @Test
  void callsGoToReadyNodesOnly() throws Exception {
    Node other = start("other", true);
    makeAccount(ready);
    makeAccount(other);

    try (Proxy proxy = Proxy.before(haproxy(), ready, unready, other)) {
      // HAProxy treats each node as ready until its first check.
      Eventually.holds(() -> allAnswered(proxy));

      allAnswered(proxy);
      assertThat(proxy.get("/v1/accounts/shop/agents/nobody"))
          .as("answered by a node")
          .isEqualTo(404);
    }
  }

  private static void allAnswered(Proxy proxy) throws Exception {
    for (int i = 0; i < 30; i++) {
      assertThat(proxy.get(ACCOUNT)).isEqualTo(200);
    }
  }

  @Test
  void callsGoToAnotherNodeAfterOneHasStopped() throws Exception {
    Node other = start("other", true);
    makeAccount(ready);
    makeAccount(other);

    try (Proxy proxy = Proxy.before(haproxy(), ready, other)) {
      Eventually.holds(() -> assertThat(proxy.get(ACCOUNT)).isEqualTo(200));
      ready.close();

      Eventually.holds(() -> assertThat(proxy.get(ACCOUNT)).isEqualTo(200));
      other.close();

      Eventually.holds(() -> assertThat(proxy.get(ACCOUNT)).isEqualTo(503));
    }
  }

  @Test
  void theHealthCheckOfTheComposeFilePassesForAReadyNodeOnly() throws Exception {
    assumeTrue(new File("/bin/bash").exists(), "bash is not installed");

    assertThat(composeCheck(ready)).isZero();
    assertThat(composeCheck(unready)).isNotZero();
  }

  /** The exit code of the command in docker-compose.yml, at the port of this node. */
  private static int composeCheck(Node node) throws Exception {
    JsonNode file = new YAMLMapper().readTree(Path.of("docker-compose.yml").toFile());
    List<String> command = new ArrayList<>();
    file.at("/x-node/healthcheck/test").forEach(word -> command.add(word.asText()));
    assertThat(command.remove(0)).isEqualTo("CMD");
    command.replaceAll(word -> word.replace("127.0.0.1/8080", "127.0.0.1/" + node.port()));
    Process check = new ProcessBuilder(command).inheritIO().start();
    assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return check.exitValue();
  }

  private Node start(String name, boolean member) throws Exception {
    NodeSettings settings =
        Conf.with(
            Conf.h2(folder.resolve(name)),
            ConfigFactory.parseMap(Map.of("switchboard.cluster.join-self", member)));
    Node node = Node.start(settings);
    nodes.add(node);
    if (member) {
      node.whenReady().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
    return node;
  }

  private void makeAccount(Node node) throws Exception {
    HttpRequest put =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + ACCOUNT))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"skills\": [{\"id\": \"sales\"}]}"))
            .build();
    assertThat(client.send(put, BodyHandlers.discarding()).statusCode()).isBetween(200, 201);
  }

  private static Path haproxy() {
    Optional<Path> found =
        Stream.concat(
                Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
            .map(directory -> Path.of(directory, "haproxy"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "haproxy is not installed: apt-get install haproxy");
    return found.get();
  }

  /** HAProxy with the shipped conf/proxy/haproxy.cfg. */
  private record Proxy(Process process, int port, HttpClient client) implements AutoCloseable {

    static Proxy before(Path haproxy, Node... nodes) throws IOException {
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(haproxy.toString(), "-db", "-f", "conf/proxy/haproxy.cfg").inheritIO();
      builder.environment().put("PROXY_BIND", "127.0.0.1:" + port);
      for (int i = 1; i <= 3; i++) {
        String address = i <= nodes.length ? "127.0.0.1:" + nodes[i - 1].port() : "127.0.0.1:1";
        builder.environment().put("NODE_" + i, address);
      }
      return new Proxy(builder.start(), port, HttpClient.newHttpClient());
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    int get(String path) throws IOException, InterruptedException {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
