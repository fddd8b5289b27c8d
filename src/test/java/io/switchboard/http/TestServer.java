package io.switchboard.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.switchboard.http.problem.ProblemMapper;
import io.switchboard.http.request.AllowedHosts;
import io.switchboard.http.server.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Endpoints behind a real server on a free port, and a client. */
public final class TestServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ActorSystem<Void> system;
  private final List<Endpoint> answered;
  private final HttpServer server;

  TestServer(Function<ActorSystem<?>, List<Endpoint>> calls) {
    this("", calls);
  }

  /**
   * @param settings additional settings
   */
  public TestServer(String settings, Function<ActorSystem<?>, List<Endpoint>> calls) {
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "http",
            ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseString("akka.actor.provider = local"))
                .withFallback(ConfigFactory.load()));
    answered = calls.apply(system);
    server =
        HttpServer.bind(
                system,
                "127.0.0.1",
                0,
                ProblemMapper.seal(
                    AllowedHosts.of(system.settings().config()).guard(Api.route(answered))))
            .toCompletableFuture()
            .join()
            .addToCoordinatedShutdown(Duration.ofSeconds(5));
  }

  /** Its endpoints. */
  List<Endpoint> calls() {
    return answered;
  }

  public Exchange get(String path) {
    return new Exchange(request(path));
  }

  public Exchange delete(String path) {
    return new Exchange(request(path).DELETE());
  }

  Exchange put(String path, String body) {
    return send("PUT", path, body);
  }

  public Exchange post(String path, String body) {
    return send("POST", path, body);
  }

  public Exchange send(String method, String path, String body) {
    return new Exchange(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  /** The status of the answer to a body of this length, sent before any of its bytes. */
  public int statusOf(String method, String path, long bytes) {
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n";
    return statusOf(head.formatted(method, path, bytes));
  }

  /** The status of the answer to exactly these characters. */
  int statusOf(String request) {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.localAddress().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      byte[] statusLine = socket.getInputStream().readNBytes("HTTP/1.1 999".length());
      return Integer.parseInt(new String(statusLine, US_ASCII).substring("HTTP/1.1 ".length()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A connection for arbitrary bytes. */
  public RawConnection connect() {
    return RawConnection.to(server.localAddress().getPort());
  }

  private HttpRequest.Builder request(String path) {
    int port = server.localAddress().getPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /** A request that is sent when its answer is requested. */
  public final class Exchange {
    private final HttpRequest.Builder request;

    private Exchange(HttpRequest.Builder request) {
      this.request = request;
    }

    public Exchange header(String name, String value) {
      request.setHeader(name, value);
      return this;
    }

    Exchange ifMatch(String tag) {
      return header("If-Match", tag);
    }

    public Answer answer() {
      return new Answer(send(BodyHandlers.ofString(UTF_8)));
    }

    /** The lines of an answer, as they arrive. */
    HttpResponse<Stream<String>> lines() {
      return send(BodyHandlers.ofLines());
    }

    private <T> HttpResponse<T> send(HttpResponse.BodyHandler<T> handler) {
      try {
        return client.send(request.timeout(PATIENCE).build(), handler);
      } catch (IOException e) {
        throw new AssertionError(e);
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
    }
  }

  /** An answer. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
