package io.switchboard.api;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.document.AccountDocument;
import io.switchboard.domain.Centre;
import io.switchboard.domain.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Durability of a real process that is killed repeatedly under the load of many clients, each time
 * at an answer to another of them. After each restart all acknowledged changes remain, and all
 * conversations can continue.
 */
@Tag("slow")
class DurabilityTest {
  private static final int CLIENTS = 32;
  private static final int KILLS = 10;
  private static final int AGENTS = 12;
  private static final int CAPACITY = 6;
  private static final int FEWEST_ANSWERS = 150;
  private static final int MOST_ANSWERS = 500;

  private final Random random = new Random(20261122);
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong killedAt = new AtomicLong(Long.MAX_VALUE);
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private volatile NodeProcess node;

  @TempDir private Path folder;

  @AfterEach
  void stop() throws Exception {
    clients.shutdownNow();
    node.kill();
  }

  @Test
  void answeredChangesSurviveKills() throws Exception {
    Path account = Files.writeString(folder.resolve("centre.json"), document());
    int port = NodeProcess.freePort();
    Switch centre = new Switch(port, "centre");
    List<Visitor> visitors =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> new Visitor("v" + i, centre, random.nextLong(), this::acknowledged))
            .toList();
    WholeCentre whole = new WholeCentre(centre, AGENTS, CAPACITY);

    for (int kill = 0; kill < KILLS; kill++) {
      node = NodeProcess.start(folder, port, account);
      check(visitors, whole);
      killedAt.set(answers.get() + random.nextInt(FEWEST_ANSWERS, MOST_ANSWERS));
      all(visitors, Visitor::workUntilItBreaks);
    }

    node = NodeProcess.start(folder, port, account);
    check(visitors, whole);
    all(visitors, Visitor::finish);
    all(visitors, Visitor::checkEverything);
    assertThat(whole.holders()).isEmpty();
    assertThat(whole.lines()).isEmpty();
    assertThat(answers.get()).isGreaterThan(KILLS * FEWEST_ANSWERS);
    assertThat(visitors).allMatch(visitor -> visitor.conversations() >= KILLS);
  }

  /** Counts an acknowledged change; at a given count the node is killed. */
  private void acknowledged() {
    if (answers.incrementAndGet() == killedAt.get()) {
      node.destroy();
    }
  }

  private void check(List<Visitor> visitors, WholeCentre whole) throws Exception {
    all(visitors, Visitor::check);
    whole.presentEverybody();
    whole.checkHolders();
    whole.checkLines(visitors.stream().flatMap(one -> one.open().stream()).toList());
    whole.checkNobodyIdles();
  }

  private void all(List<Visitor> visitors, Consumer<Visitor> work) throws Exception {
    List<Future<?>> working = new ArrayList<>();
    visitors.forEach(visitor -> working.add(clients.submit(() -> work.accept(visitor))));
    for (Future<?> one : working) {
      one.get(120, TimeUnit.SECONDS);
    }
  }

  private static String document() {
    Stream<Part> team =
        IntStream.range(0, AGENTS)
            .mapToObj(
                i ->
                    agent("a" + i, "sales", "care")
                        .in(i % 2 == 0 ? "in-house" : "vendor")
                        .max(CAPACITY));
    Stream<Part> rest =
        Stream.of(rings("20S", 0), skill("sales").primary("in-house", 60).primary("vendor", 40));
    return AccountDocument.write(Centre.document(Stream.concat(rest, team).toArray(Part[]::new)));
  }
}
