package io.switchboard.fuzz;

import io.switchboard.api.AccountClient;
import io.switchboard.fuzz.Journal.Fact;
import io.switchboard.fuzz.Wire.Answer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** The requests of one worker, in sequence, to its own account. */
final class Campaign implements AutoCloseable {
  /** All work counts as done after this time without a write; longer on a slow machine. */
  private static final Duration QUIET = Duration.ofMillis(20);

  private static final Duration LONGEST_QUIET = Duration.ofMillis(500);
  private static final int ANSWERS_UNTIL_QUIET = 4;

  private static final int TRIES = 3;

  private final String account;
  private final Requests requests;
  private final int port;
  private final Wire wire;
  private final Journal journal;
  private Duration quiet = QUIET;
  private int lateInARow;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  Campaign(long seed, String account, int port, String database) throws SQLException {
    this.account = account;
    this.requests = new Requests(seed, account);
    this.port = port;
    this.wire = new Wire(port);
    this.journal = new Journal(database);
  }

  /** The violations. */
  List<Finding> findings() {
    return findings;
  }

  /** The count of each status; 0: closed without an answer. */
  Map<Integer, Integer> statuses() {
    return statuses;
  }

  /** Creates the account and loads all its entities, so that none is loaded later. */
  void begin() {
    AccountClient made = new AccountClient(port, account);
    made.make(new Bodies(new Random(account.hashCode())).account().toString());
    for (String agent : Bodies.AGENTS) {
      made.put("/agents/" + agent + "/presence", "{\"state\": \"ONLINE\"}");
    }
    for (String skill : Bodies.SKILLS) {
      made.post("/conversations", "{\"consumer\": \"first\", \"skill\": \"" + skill + "\"}");
    }
  }

  /** Sends the requests with these numbers, the last excluded. */
  void run(int from, int to) throws Exception {
    untilQuiet();
    for (int number = from; number < to; number++) {
      send(requests.of(number));
    }
  }

  private void send(Request request) throws Exception {
    Optional<Answer> answer = sendTimed(request);
    statuses.merge(answer.map(Answer::status).orElse(0), 1, Integer::sum);
    boolean isToChangeNothing =
        answer.map(Judge::isRefused).orElse(false)
            || (request.operation().isLook() && request.method().equals("GET"));
    if (!isToChangeNothing) {
      untilQuiet();
      return;
    }
    List<Fact> written = Judge.forbidden(request, own());
    if (!written.isEmpty()) {
      confirm(request, answer, written);
    }
  }

  /**
   * A write may be a late consequence of an earlier call. So the same request is sent again at
   * rest: one that writes each time is reported. A write that only this entity can cause is
   * reported at once.
   */
  private void confirm(Request request, Optional<Answer> answer, List<Fact> first)
      throws Exception {
    List<Fact> written = first;
    boolean isOwn = first.stream().anyMatch(fact -> Judge.isOwn(request, fact));
    for (int i = 0; i < TRIES && !written.isEmpty() && !isOwn; i++) {
      pause(quiet.multipliedBy(4));
      untilQuiet();
      sendTimed(request);
      pause(quiet);
      written = Judge.forbidden(request, own());
    }
    if (!written.isEmpty()) {
      found(request, "answered " + answer.map(Answer::status).orElse(0) + ", and wrote " + written);
    }
  }

  private Optional<Answer> sendTimed(Request request) throws IOException {
    long begun = System.nanoTime();
    try {
      Optional<Answer> answer = wire.send(request);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      quiet = quietAfter(took);
      answer.flatMap(one -> Judge.fault(request, one)).ifPresent(fault -> found(request, fault));
      if (answer.filter(one -> Judge.isLate(one, took)).isPresent()) {
        late(request, took);
      }
      return answer;
    } catch (SocketTimeoutException e) {
      found(request, "was neither answered nor closed");
    } catch (IOException e) {
      found(request, "was not answered: " + e);
    }
    return Optional.empty();
  }

  /** The machine may have paused: only a repeatedly late answer is reported. */
  private void late(Request request, Duration first) throws IOException {
    lateInARow++;
    if (lateInARow == TRIES) {
      found(request, "answered late %d times, at last after %s".formatted(TRIES, first));
    } else {
      sendTimed(request);
    }
    lateInARow = 0;
  }

  private void untilQuiet() throws Exception {
    do {
      pause(quiet);
    } while (!journal.news().stream().allMatch(this::isOthers));
  }

  /** No event signals the end of all writes, only a period without one. */
  private static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis());
  }

  private static Duration quietAfter(Duration answer) {
    long several = answer.toMillis() * ANSWERS_UNTIL_QUIET;
    return Duration.ofMillis(
        Math.min(LONGEST_QUIET.toMillis(), Math.max(QUIET.toMillis(), several)));
  }

  private boolean isOthers(Fact fact) {
    return !fact.entity().contains("|" + account) && !fact.entity().startsWith("/sharding/");
  }

  private List<Fact> own() throws SQLException {
    return journal.news().stream().filter(fact -> fact.entity().contains("|" + account)).toList();
  }

  private void found(Request request, String what) {
    findings.add(new Finding(account, request.number(), what, request.text()));
  }

  @Override
  public void close() throws SQLException {
    wire.close();
    journal.close();
  }
}
