package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.processes.DeletedEvents;
import io.switchboard.server.Eventually;
import io.switchboard.server.Nodes;
import io.switchboard.server.Postgres;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sudden crash of one of three nodes in this process, under traffic. */
@Tag("slow")
class CrashTest {
  private static final int NODES = 3;
  private static final int RATE = 8;
  private static final long SEED = 20;
  private static final int SOME = 60;

  @TempDir private Path folder;

  @Test
  void aNodeCrashUnderTrafficLosesDuplicatesAndMisroutesNoConversation() throws Exception {
    try (Postgres postgres = new Postgres();
        History<Call> calls = new History<>(folder.resolve("calls.jsonl"))) {
      String database = postgres.newDatabase();
      Nodes nodes = Nodes.start(database, NODES);
      DeletedEvents.keep(database, "postgres", "");
      try (nodes;
          Traffic traffic = Traffic.begin(urls(nodes), calls, SEED, RATE)) {
        awaitEnded(SOME, calls);

        nodes.crash(0);
        awaitEnded(ended(calls) + SOME, calls);

        Judgement judgement =
            traffic.judge(() -> Journal.read(database, "postgres", "", Traffic.ACCOUNT));
        assertThat(judgement.violations()).isEmpty();
      }
    }
  }

  private static List<String> urls(Nodes nodes) {
    return IntStream.range(0, NODES)
        .mapToObj(node -> "http://127.0.0.1:" + nodes.get(node).port())
        .toList();
  }

  private static void awaitEnded(long conversations, History<Call> calls) {
    Eventually.holds(() -> assertThat(ended(calls)).isGreaterThanOrEqualTo(conversations));
  }

  private static long ended(History<Call> calls) {
    return calls.all().stream()
        .filter(call -> call.what().equals("CLOSE") && call.isAcknowledged())
        .count();
  }
}
