package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Switchboard;
import io.switchboard.processes.DeletedEvents;
import io.switchboard.processes.LoneNode;
import io.switchboard.processes.LoneNode.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Durability of a real process with the embedded database that is killed repeatedly under traffic.
 * All acknowledged changes remain, and all conversations can continue, although the node deletes
 * events that it does not need any more.
 */
@Tag("slow")
class DurabilityTest {
  private static final int KILLS = 10;
  private static final int RATE = 30;
  private static final int FEWEST_ANSWERS = 150;
  private static final int MOST_ANSWERS = 500;
  private static final long SEED = 20261122;

  private final Random random = new Random(SEED);
  private LoneNode node;

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void acknowledgedChangesSurviveKills() throws Exception {
    int port = LoneNode.freePort();
    start(port);
    node.close();
    DeletedEvents.keep(database(), "switchboard", "");
    start(port);
    try (History<Call> calls = new History<>(folder.resolve("calls.jsonl"));
        Traffic traffic = Traffic.begin(List.of("http://127.0.0.1:" + port), calls, SEED, RATE)) {
      for (int kill = 0; kill < KILLS; kill++) {
        awaitAcknowledged(random.nextInt(FEWEST_ANSWERS, MOST_ANSWERS), calls);
        node.close();
        start(port);
      }

      Judgement judgement = traffic.judge(() -> journalOfAKilledNode(port));

      assertThat(judgement.violations()).isEmpty();
      node.close();
      assertThat(DeletedEvents.count(database(), "switchboard", "")).isPositive();
    }
  }

  private void start(int port) throws Exception {
    Path account = Files.writeString(folder.resolve("account.json"), "{}");
    node = LoneNode.start(folder, port, account, Start.of(Switchboard.class)).awaitReady();
  }

  /** Only the process that has opened the embedded database can read it. */
  private Journal journalOfAKilledNode(int port) throws Exception {
    node.close();
    Journal journal = Journal.read(database(), "switchboard", "", Traffic.ACCOUNT);
    start(port);
    return journal;
  }

  private String database() {
    return "jdbc:h2:file:" + folder.resolve("data/switchboard") + ";DATABASE_TO_UPPER=FALSE";
  }

  private static void awaitAcknowledged(int more, History<Call> calls) {
    long wanted = acknowledged(calls) + more;
    while (acknowledged(calls) < wanted) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static long acknowledged(History<Call> calls) {
    return calls.all().stream()
        .filter(call -> !call.what().equals("LOOK") && call.isAcknowledged())
        .count();
  }
}
