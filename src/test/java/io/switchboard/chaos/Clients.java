package io.switchboard.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * How clients ask: any node, and another one when it does not answer, until somebody does. Every
 * attempt is recorded.
 */
final class Clients {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(1);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  /** Something that is asked. */
  record Request(
      String client,
      String what,
      String subject,
      Map<String, String> with,
      String method,
      String path,
      String body) {}

  /** What was answered, and when it had been asked first. */
  record Answer(int status, JsonNode body, String tag) {
    boolean isDone() {
      return status >= 200 && status < 300;
    }
  }

  /** How long somebody had to wait for an answer of any kind. Times are nanoseconds. */
  record Wait(String what, long from, long until) {}

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();
  private final List<String> urls;
  private final String base;
  private final History<Call> history;
  private final AtomicLong numbers = new AtomicLong();
  private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();

  /** Clients of one account of these nodes. */
  Clients(List<String> urls, String account, History<Call> history) {
    this.urls = urls;
    this.base = "/v1/accounts/" + account;
    this.history = history;
  }

  /** How long each request took until it was answered, attempts in vain included. */
  List<Wait> waits() {
    return List.copyOf(waits);
  }

  HttpClient http() {
    return http;
  }

  /** The address of a path at some node. */
  URI somewhere(String path) {
    return URI.create(urls.get(ThreadLocalRandom.current().nextInt(urls.size())) + base + path);
  }

  /** Asks until there is an answer, or nobody wants it any more. */
  Optional<Answer> ask(Request request, BooleanSupplier wanted) {
    long began = now();
    while (wanted.getAsBoolean()) {
      Answer answer = attempt(request);
      if (answer.status() != 0 && answer.status() != 503) {
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
    history.record(
        new Call(
            numbers.incrementAndGet(),
            request.client(),
            request.what(),
            request.subject(),
            request.with(),
            uri.getAuthority(),
            sentAt,
            now(),
            answer.status(),
            flat(answer.body())));
    return answer;
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
      String body = response.body();
      return new Answer(
          response.statusCode(),
          body.isBlank() ? JSON.nullNode() : JSON.readTree(body),
          response.headers().firstValue("ETag").orElse(""));
    } catch (IOException e) {
      return new Answer(0, JSON.nullNode(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, JSON.nullNode(), "");
    }
  }

  private static Map<String, String> flat(JsonNode body) {
    Map<String, String> members = new HashMap<>();
    for (String name : List.of("state", "agent", "skill", "offeredTo", "detail", "presence")) {
      if (body.path(name).isTextual()) {
        members.put(name, body.path(name).asText());
      }
    }
    return members;
  }

  /** Nanoseconds since the epoch. */
  static long now() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
