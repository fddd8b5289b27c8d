package io.switchboard.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * HTTP client of chaos tests: asks any node, and another one without an answer, until one answers.
 * Each attempt is recorded. Its timeout exceeds the 5 s after which a node reports a timeout,
 * because an attempt given up sooner may still take effect.
 */
final class Clients {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(1);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  /** A request. */
  record Request(
      String client,
      String what,
      String subject,
      Map<String, String> with,
      String method,
      String path,
      String body) {

    /** The same request with a further recorded member. */
    Request with(String name, String value) {
      Map<String, String> more = new HashMap<>(with);
      more.put(name, value);
      return new Request(client, what, subject, more, method, path, body);
    }
  }

  /** The time until an answer of any kind. Times are nanoseconds. */
  record Wait(String what, long from, long until) {}

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();
  private final List<String> urls;
  private final String base;
  private final History<Call> history;
  private final AtomicLong numbers = new AtomicLong();
  private final Recent recent = new Recent();
  private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();

  /** Clients of one account of these nodes. */
  Clients(List<String> urls, String account, History<Call> history) {
    this.urls = urls;
    this.base = "/v1/accounts/" + account;
    this.history = history;
  }

  /** The time of each request until its answer, failed attempts included. */
  List<Wait> waits() {
    return List.copyOf(waits);
  }

  HttpClient http() {
    return http;
  }

  /** The address of a path at a random node. */
  URI somewhere(String path) {
    return URI.create(urls.get(ThreadLocalRandom.current().nextInt(urls.size())) + base + path);
  }

  /** Repeats the request until an answer, or until it is not wanted any more. */
  Optional<Answer> ask(Request request, BooleanSupplier wanted) {
    long began = now();
    while (wanted.getAsBoolean()) {
      Answer answer = attempt(request);
      if (!answer.isUnknown()) {
        waits.add(new Wait(request.what(), began, now()));
        return Optional.of(answer);
      }
      LockSupport.parkNanos(PAUSE);
    }
    return Optional.empty();
  }

  private Answer attempt(Request request) {
    URI uri = somewhere(request.path());
    long sentAt = now();
    Answer answer = send(request, uri);
    record(request, uri.getAuthority(), sentAt, answer);
    return answer;
  }

  /** Records an attempt that ends now. */
  void record(Request request, String node, long sentAt, Answer answer) {
    Call call =
        new Call(
            numbers.incrementAndGet(),
            request.client(),
            request.what(),
            request.subject(),
            request.with(),
            node,
            sentAt,
            now(),
            answer.status(),
            answer.members());
    history.record(call);
    recent.note(call);
  }

  /** The recent changes. */
  Recent recent() {
    return recent;
  }

  /** The addresses of all nodes. */
  List<String> urls() {
    return urls;
  }

  /** The common prefix of the account's addresses, at a random node. */
  String base() {
    return base;
  }

  private Answer send(Request request, URI uri) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(request.method(), BodyPublishers.ofString(request.body()));
    if (request.with().containsKey("tag")) {
      builder.header("If-Match", request.with().get("tag"));
    }
    try {
      HttpResponse<String> response = http.send(builder.build(), BodyHandlers.ofString());
      return Answer.of(
          response.statusCode(), response.body(), response.headers().firstValue("ETag").orElse(""));
    } catch (IOException e) {
      return Answer.NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.NONE;
    }
  }

  /** Nanoseconds since the epoch. */
  static long now() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
