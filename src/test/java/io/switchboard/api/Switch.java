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
 * A running Switchboard as an integrator sees it: one account, over HTTP. As every client must, it
 * repeats what was not answered in time.
 */
public final class Switch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What was answered. */
  public record Answer(int status, JsonNode body) {

    /** Whether it was done. */
    public boolean isDone() {
      return status >= 200 && status < 300;
    }

    /** Whether it is to be asked for again. */
    public boolean isNotNow() {
      return status == 503;
    }

    /** A member of the answer as text; empty when it has none. */
    public String text(String member) {
      return body.path(member).asText("");
    }
  }

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String base;

  /** An account of the Switchboard at this port of this machine. */
  public Switch(int port, String account) {
    this.base = "http://127.0.0.1:" + port + "/v1/accounts/" + account;
  }

  /** Asks for something of the account, such as {@code /conversations/c1}. */
  public Answer get(String path) {
    return send(request(path).GET());
  }

  /** Asks for all of these at once; the answers come in their order. */
  public List<Answer> getAll(List<String> paths) {
    return all(paths.stream().map(path -> request(path).GET()));
  }

  /** Posts a document. */
  public Answer post(String path, String json) {
    return send(request(path).POST(BodyPublishers.ofString(json)));
  }

  /** Begins a conversation of which this is known; an anonymous consumer is one of its own. */
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

  /** Makes the account. */
  public void make(String document) {
    Answer answer = put("", document);
    // One that exists must be named by its tag: an earlier attempt has made it, and was not
    // answered.
    if (!answer.isDone() && answer.status() != 428) {
      throw new AssertionError("the account is not made: " + answer);
    }
  }

  /** Puts a document. */
  public Answer put(String path, String json) {
    return send(request(path).PUT(BodyPublishers.ofString(json)));
  }

  /** Puts a document in the place of one that has this tag. */
  public Answer replace(String path, String tag, String json) {
    return send(request(path).header("If-Match", tag).PUT(BodyPublishers.ofString(json)));
  }

  /** Changes a part. */
  public Answer patch(String path, String json) {
    return send(request(path).method("PATCH", BodyPublishers.ofString(json)));
  }

  /** Asks until the answer is as it should become. */
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
            .map(response -> response.thenApply(Switch::answer))
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
