package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptConnectionTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final byte[] BODY = "{\"state\":\"WAITING\"}".getBytes(StandardCharsets.UTF_8);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Queue<Integer> clientPorts = new ConcurrentLinkedQueue<>();
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private HttpServer node;

  @BeforeEach
  void aNode() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.setExecutor(workers);
    node.createContext("/whole", exchange -> answer(exchange, BODY.length));
    node.createContext("/chunked", exchange -> answer(exchange, 0));
    node.createContext(
        "/closed",
        exchange -> {
          exchange.getResponseHeaders().add("Connection", "close");
          answer(exchange, BODY.length);
        });
    node.createContext("/never", exchange -> awaitEnd());
    node.start();
  }

  @AfterEach
  void stop() {
    ended.countDown();
    node.stop(0);
    workers.shutdownNow();
  }

  @Test
  void severalAnswersComeOverOneConnection() throws IOException {
    try (KeptConnection connection = connection(LONG)) {
      Answer whole = connection.ask("PUT", "/whole", "*", "{}");
      Answer chunked = connection.ask("GET", "/chunked", "", "");

      assertThat(whole.status()).isEqualTo(200);
      assertThat(whole.members()).containsEntry("revision", "7").containsEntry("state", "WAITING");
      assertThat(chunked.members()).containsEntry("state", "WAITING");
      assertThat(clientPorts).hasSize(2);
      assertThat(clientPorts.stream().distinct()).hasSize(1);
    }
  }

  @Test
  void aConnectionThatTheNodeClosesIsOpenedAgain() throws IOException {
    try (KeptConnection connection = connection(LONG)) {
      connection.ask("GET", "/closed", "", "");
      connection.ask("GET", "/closed", "", "");
      assertThat(clientPorts.stream().distinct()).hasSize(2);
    }
  }

  @Test
  void noAnswerInTimeIsAnError() {
    try (KeptConnection connection = connection(Duration.ofMillis(50))) {
      assertThatThrownBy(() -> connection.ask("GET", "/never", "", ""))
          .isInstanceOf(IOException.class);
    }
  }

  private KeptConnection connection(Duration patience) {
    return new KeptConnection("http://127.0.0.1:" + node.getAddress().getPort(), patience);
  }

  private void answer(HttpExchange exchange, int length) throws IOException {
    clientPorts.add(exchange.getRemoteAddress().getPort());
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("ETag", "\"7\"");
    exchange.sendResponseHeaders(200, length);
    exchange.getResponseBody().write(BODY);
    exchange.close();
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
