package io.switchboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.domain.account.Inquiry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * HTTP client of one account, as an integrator writes it. Like each client it repeats calls without
 * a timely answer.
 */
public final class AccountClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** An answer of the API. */
  public record Answer(int status, JsonNode body) {

    /** Whether the call succeeded. */
    public boolean isDone() {
      return status >= 200 && status < 300;
    }

    /** Whether the call may be repeated. */
    public boolean isNotNow() {
      return status == 503;
    }

    /** A member of the answer as text; empty if absent. */
    public String text(String member) {
      return body.path(member).asText("");
    }
  }

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String base;

  /** An account of the Switchboard at this local port. */
  public AccountClient(int port, String account) {
    this.base = "http://127.0.0.1:" + port + "/v1/accounts/" + account;
  }

  /** Gets a resource of the account, such as {@code /conversations/c1}. */
  public Answer get(String path) {
    return send(request(path).GET());
  }

  /** Gets all these resources at once; returns the answers in the same order. */
  public List<Answer> getAll(List<String> paths) {
    return all(paths.stream().map(path -> request(path).GET()));
  }

  /** Posts a document. */
  public Answer post(String path, String json) {
    return send(request(path).POST(BodyPublishers.ofString(json)));
  }

  /** Starts a conversation; an anonymous consumer gets a unique id. */
  public Answer start(Inquiry inquiry) {
    return post("/conversations", beginning(inquiry));
  }

  private static String beginning(Inquiry inquiry) {
    ObjectNode body = JSON.createObjectNode();
    body.put("id", inquiry.id());
    body.put("consumer", inquiry.consumer().orElse("consumer-of-" + inquiry.id()));
    body.put("urgent", inquiry.urgent());
    inquiry.skill().ifPresent(skill -> body.put("skill", skill));
    inquiry.channel().ifPresent(channel -> body.put("channel", channel));
    inquiry.attributes().forEach(body.putObject("attributes")::put);
    return body.toString();
  }

  /** Creates the account. */
  public void make(String document) {
    Answer answer = put("", document);
    // An existing account needs its tag: an earlier attempt has created it without an answer.
    if (!answer.isDone() && answer.status() != 428) {
      throw new AssertionError("the account is not made: " + answer);
    }
  }

  /** Deletes a resource. */
  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /** Puts a document. */
  public Answer put(String path, String json) {
    return send(request(path).PUT(BodyPublishers.ofString(json)));
  }

  /** Replaces a document that has this tag. */
  public Answer replace(String path, String tag, String json) {
    return send(request(path).header("If-Match", tag).PUT(BodyPublishers.ofString(json)));
  }

  /** Sends a PATCH request. */
  public Answer patch(String path, String json) {
    return send(request(path).method("PATCH", BodyPublishers.ofString(json)));
  }

  /** Repeats a GET until the answer is as expected. */
  public Answer until(String path, Predicate<Answer> expected) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Answer answer = get(path);
    while (!expected.test(answer)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(path + " did not become what it should, but stayed " + answer);
      }
      Thread.onSpinWait();
      answer = get(path);
    }
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json");
  }

  private List<Answer> all(Stream<HttpRequest.Builder> requests) {
    List<CompletableFuture<Answer>> sent =
        requests
            .map(request -> client.sendAsync(request.build(), BodyHandlers.ofString()))
            .map(response -> response.thenApply(AccountClient::answer))
            .toList();
    return sent.stream().map(CompletableFuture::join).toList();
  }

  private Answer send(HttpRequest.Builder request) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Answer answer = sendOnce(request.build());
    while (answer.isNotNow() && System.nanoTime() < end) {
      Thread.onSpinWait();
      answer = sendOnce(request.build());
    }
    return answer;
  }

  private Answer sendOnce(HttpRequest request) {
    try {
      return answer(client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    try {
      String body = response.body();
      return new Answer(
          response.statusCode(), body.isBlank() ? JSON.nullNode() : JSON.readTree(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
