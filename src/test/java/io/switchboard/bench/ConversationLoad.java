package io.switchboard.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.bench.Load.Answer;
import io.switchboard.document.AccountDocument;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Load of whole conversations over HTTP: each is started, offered to an agent over the event
 * stream, accepted and closed. Except for the constructor and methods that return a future, all
 * code runs on the thread of the load.
 */
final class ConversationLoad {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HIGHEST = TimeUnit.MINUTES.toNanos(10);
  private static final int REPEATED_AFTER_MILLIS = 100;
  private static final int PACED_EVERY_MILLIS = 1;
  private static final int CONFLICT = 409;

  /**
   * Measured figures.
   *
   * @param ended conversations closed in that time
   * @param failed calls with another answer than expected, which were repeated
   * @param toOffer nanoseconds from the scheduled start of a conversation until the offer event
   * @param calls nanoseconds from each call to its answer
   */
  record Measured(long ended, double seconds, long failed, Histogram toOffer, Histogram calls) {
    double conversationsPerSecond() {
      return ended / seconds;
    }

    double callsPerSecond() {
      return calls.getTotalCount() / seconds;
    }
  }

  private final Load load;
  private final Scenario scenario;
  private final String path;
  private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private final Map<String, Long> waiting = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  /** Starts due conversations; called whenever there may be capacity for more. */
  private Runnable pace = () -> {};

  private Runnable whenNoneIsOpen = () -> {};
  private long begun;
  private int beginning;
  private long ended;
  private long failed;
  private Histogram toOffer = histogram();
  private Histogram calls = histogram();

  ConversationLoad(Load load, Scenario scenario) {
    this.load = load;
    this.scenario = scenario;
    this.path = "/v1/accounts/" + scenario.account();
  }

  private static Histogram histogram() {
    return new Histogram(HIGHEST, 3);
  }

  /** Creates the account. */
  CompletableFuture<Void> configure() {
    return begin(
        done ->
            call(
                HttpMethod.PUT,
                path,
                AccountDocument.write(scenario.document()),
                answer -> done.complete(null)));
  }

  /** All agents open their event streams and come online. */
  CompletableFuture<Void> attend() {
    return begin(done -> attend(0, done));
  }

  private void attend(int next, CompletableFuture<Void> done) {
    if (next == scenario.agents().size()) {
      done.complete(null);
      return;
    }
    String agent = path + "/agents/" + scenario.agents().get(next);
    load.watch(
        agent + "/events", (event, data) -> happened(scenario.agents().get(next), event, data));
    call(
        HttpMethod.PUT,
        agent + "/presence",
        "{\"state\":\"ONLINE\"}",
        answer -> attend(next + 1, done));
  }

  /** Starts this number of conversations without online agents. */
  CompletableFuture<Void> fill(int count, int atOnce) {
    return begin(
        done ->
            pace =
                () -> {
                  beginUpTo(count, atOnce);
                  if (open.size() == count && beginning == 0) {
                    done.complete(null);
                  }
                });
  }

  /**
   * Closed loop: each closed conversation is followed by a new one.
   *
   * @param count open conversations at a time
   * @param atOnce the maximum number of them in their start
   */
  CompletableFuture<Measured> closedLoop(int count, int atOnce, Duration warm, Duration measured) {
    return begin(
        done -> {
          pace = () -> beginUpTo(count, atOnce);
          measure(warm, measured, done);
        });
  }

  /** Open loop: conversations start at this rate, independently of their progress. */
  CompletableFuture<Measured> openLoop(double perSecond, Duration warm, Duration measured) {
    return begin(
        done -> {
          pace = new Beat(perSecond);
          measure(warm, measured, done);
        });
  }

  /**
   * Starts no more; completes with the number closed since the measurement began, when all are
   * closed.
   */
  CompletableFuture<Long> settle() {
    return begin(
        done -> {
          pace = () -> {};
          whenNoneIsOpen = () -> done.complete(ended);
          if (open.isEmpty()) {
            done.complete(ended);
          }
        });
  }

  private <T> CompletableFuture<T> begin(Consumer<CompletableFuture<T>> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    load.run(
        () -> {
          task.accept(done);
          pace.run();
        });
    return done;
  }

  // --- pace ---

  private void beginUpTo(int count, int atOnce) {
    while (open.size() < count && beginning < atOnce) {
      start(System.nanoTime());
    }
  }

  /** Starts each conversation at its scheduled time, or as soon as this thread is free. */
  private final class Beat implements Runnable {
    private final double nanosBetween;
    private double next = System.nanoTime();

    private Beat(double perSecond) {
      this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
      strike();
    }

    private void strike() {
      load.after(
          PACED_EVERY_MILLIS,
          () -> {
            if (pace == this) {
              beginDue();
              strike();
            }
          });
    }

    private void beginDue() {
      for (long now = System.nanoTime(); next - now <= 0; next += nanosBetween) {
        start((long) next);
      }
    }

    @Override
    public void run() {}
  }

  private void measure(Duration warm, Duration measured, CompletableFuture<Measured> done) {
    load.after(
        Math.max(1, warm.toMillis()),
        () -> {
          toOffer = histogram();
          calls = histogram();
          ended = 0;
          failed = 0;
          long from = System.nanoTime();
          load.after(measured.toMillis(), () -> done.complete(measuredSince(from)));
        });
  }

  private Measured measuredSince(long from) {
    double seconds = (System.nanoTime() - from) / (double) TimeUnit.SECONDS.toNanos(1);
    return new Measured(ended, seconds, failed, toOffer.copy(), calls.copy());
  }

  // --- one conversation ---

  private void start(long intended) {
    long number = begun++;
    String id = run + "-" + number;
    String skill = scenario.skills().get((int) (number % scenario.skills().size()));
    open.add(id);
    waiting.put(id, intended);
    beginning++;
    call(
        HttpMethod.POST,
        path + "/conversations",
        "{\"id\":\"%s\",\"consumer\":\"of-%s\",\"skill\":\"%s\"}".formatted(id, id, skill),
        answer -> {
          beginning--;
          pace.run();
        });
  }

  private void happened(String agent, String event, String data) {
    if (event.equals("offer")) {
      rings(json(data).path("conversation").asText(), agent);
    } else if (event.equals("snapshot")) {
      json(data).path("ringing").forEach(one -> rings(one.path("conversation").asText(), agent));
      json(data).path("assigned").forEach(one -> has(one.path("conversation").asText()));
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void rings(String conversation, String agent) {
    Long since = waiting.remove(conversation);
    if (since != null) {
      toOffer.recordValue(Math.min(HIGHEST, Math.max(0, System.nanoTime() - since)));
    }
    call(
        HttpMethod.POST,
        path + "/conversations/" + conversation + "/accept",
        "{\"agent\":\"" + agent + "\"}",
        answer -> {
          if (answer.isGood()) {
            has(conversation);
          }
        });
  }

  private void has(String conversation) {
    call(
        HttpMethod.POST,
        path + "/conversations/" + conversation + "/close",
        "{\"by\":\"AGENT\"}",
        answer -> ends(conversation));
  }

  private void ends(String conversation) {
    if (open.remove(conversation)) {
      ended++;
      pace.run();
    }
    if (open.isEmpty()) {
      whenNoneIsOpen.run();
    }
  }

  /** Repeats the call without a timely answer, as each client must. */
  private void call(HttpMethod method, String target, String body, Consumer<Answer> then) {
    long began = System.nanoTime();
    load.call(
        method,
        target,
        body,
        answer -> {
          calls.recordValue(Math.min(HIGHEST, System.nanoTime() - began));
          if (answer.isGood() || answer.status() == CONFLICT) {
            then.accept(answer);
          } else {
            failed++;
            load.after(REPEATED_AFTER_MILLIS, () -> call(method, target, body, then));
          }
        });
  }
}
