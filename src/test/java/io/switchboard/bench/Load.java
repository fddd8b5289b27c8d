package io.switchboard.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * HTTP client for load tests, for calls and event streams. All callbacks run on one thread, so that
 * callers need no locks and little processor time.
 */
final class Load implements AutoCloseable {
  private static final int MOST_STREAMS = 20_000;

  /** Shorter than the server's timeout of idle connections. */
  private static final int IDLE_SECONDS = 30;

  /** The outcome of a call; status 0 without an answer. */
  record Answer(int status, String body) {
    boolean isGood() {
      return status / 100 == 2;
    }
  }

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final HttpClient calls;
  private final HttpClient streams;
  private final List<String> nodes;
  private int turn;
  private volatile boolean closed;

  /**
   * Calls these nodes in turn.
   *
   * @param connections simultaneous connections for calls, per node; further calls wait
   */
  Load(List<String> nodes, int connections) {
    this.nodes = nodes;
    calls = client(connections);
    streams = client(MOST_STREAMS);
  }

  private HttpClient client(int connections) {
    return vertx.createHttpClient(
        new HttpClientOptions().setKeepAliveTimeout(IDLE_SECONDS).setConnectTimeout(5_000),
        new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1));
  }

  /** Runs a task on the thread of the load. */
  void run(Runnable task) {
    loop.runOnContext(ignored -> task.run());
  }

  /** Runs a task on that thread after this many milliseconds. */
  void after(long milliseconds, Runnable task) {
    vertx.setTimer(
        milliseconds,
        ignored -> {
          if (!closed) {
            task.run();
          }
        });
  }

  /** Calls the next node; after the close there are neither calls nor callbacks. */
  void call(HttpMethod method, String path, String body, Consumer<Answer> then) {
    if (closed) {
      return;
    }
    calls
        .request(options(method, path).putHeader("Content-Type", "application/json"))
        .compose(request -> request.send(Buffer.buffer(body)))
        .compose(
            response ->
                response.body().map(text -> new Answer(response.statusCode(), text.toString())))
        .onComplete(
            done ->
                then.accept(
                    done.succeeded()
                        ? done.result()
                        : new Answer(0, String.valueOf(done.cause().getMessage()))));
  }

  /**
   * Calls back with the name and data of each event of a stream, and reconnects whenever the stream
   * ends.
   */
  void watch(String path, BiConsumer<String, String> then) {
    Runnable again = () -> after(TimeUnit.SECONDS.toMillis(1), () -> watch(path, then));
    streams
        .request(options(HttpMethod.GET, path))
        .compose(request -> request.send())
        .onSuccess(
            response -> {
              RecordParser events =
                  RecordParser.newDelimited("\n\n", text -> read(text.toString(), then));
              response.handler(events);
              response.exceptionHandler(failure -> again.run());
              response.endHandler(end -> again.run());
            })
        .onFailure(failure -> again.run());
  }

  private static void read(String event, BiConsumer<String, String> then) {
    String name = "";
    String data = "";
    for (String line : event.split("\n", -1)) {
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data = line.substring("data: ".length());
      }
    }
    if (!name.isEmpty()) {
      then.accept(name, data);
    }
  }

  private RequestOptions options(HttpMethod method, String path) {
    turn = (turn + 1) % nodes.size();
    return new RequestOptions().setMethod(method).setAbsoluteURI(nodes.get(turn) + path);
  }

  @Override
  public void close() {
    closed = true;
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
