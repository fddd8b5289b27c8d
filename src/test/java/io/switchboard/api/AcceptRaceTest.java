package io.switchboard.api;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.document.AccountDocument;
import io.switchboard.domain.Centre;
import io.switchboard.domain.Part;
import io.switchboard.domain.account.Inquiry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Simultaneous accepts of all agents for all conversations. */
@Tag("slow")
class AcceptRaceTest {
  private static final int AGENTS = 32;
  private static final int CONVERSATIONS = 1_000;
  private static final int MOST = 40;
  private static final int LEAVING = 8;

  @RegisterExtension static final RunningNode NODE = new RunningNode();

  private final List<String> agents = IntStream.range(0, AGENTS).mapToObj(i -> "a" + i).toList();
  private final Map<String, String> winners = new ConcurrentHashMap<>();
  private final ExecutorService clients = Executors.newFixedThreadPool(AGENTS);
  private AccountClient centre;

  @BeforeEach
  void everybodyIsOnline() {
    Stream<Part> team = agents.stream().map(id -> agent(id, "sales").max(MOST));
    centre = NODE.account();
    done(
        centre.put(
            "",
            AccountDocument.write(
                Centre.document(
                    Stream.concat(Stream.of(rings("1H", 0)), team).toArray(Part[]::new)))));
    agents.forEach(this::online);
  }

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  @Test
  void eachConversationIsAcceptedExactlyOnce() throws Exception {
    List<String> open = conversations();
    race(open);
    // Offers to another agent at the time of the attempt, which later ring at this agent.
    while (winners.size() < CONVERSATIONS) {
      open.removeAll(winners.keySet());
      race(open);
    }

    Map<String, String> holders = new ConcurrentHashMap<>();
    for (String agent : agents) {
      List<String> has = new ArrayList<>();
      centre
          .get("/agents/" + agent)
          .body()
          .path("assigned")
          .forEach(one -> has.add(one.path("conversation").asText()));
      assertThat(has).as(agent).hasSizeLessThanOrEqualTo(MOST);
      has.forEach(id -> assertThat(holders.put(id, agent)).as(id).isNull());
    }
    assertThat(holders).isEqualTo(winners);
    assertThat(centre.get("/skills/sales/queue").body().path("length").asInt()).isZero();
  }

  /**
   * All agents try to accept all these conversations at once; meanwhile some of them go offline and
   * online again.
   */
  private void race(List<String> open) throws Exception {
    List<Future<Void>> racing = new ArrayList<>();
    for (String agent : agents) {
      racing.add(clients.submit(acceptAll(agent, open)));
    }
    for (String agent : agents.subList(0, LEAVING)) {
      done(centre.put("/agents/" + agent + "/presence", "{\"state\":\"AWAY\"}"));
      online(agent);
    }
    for (Future<Void> one : racing) {
      one.get(60, TimeUnit.SECONDS);
    }
  }

  private Callable<Void> acceptAll(String agent, List<String> open) {
    List<String> mine = new ArrayList<>(open);
    Collections.shuffle(mine, new Random(agent.hashCode()));
    return () -> {
      for (String id : mine) {
        var answer =
            centre.post("/conversations/" + id + "/accept", "{\"agent\":\"" + agent + "\"}");
        if (answer.isDone()) {
          assertThat(winners.put(id, agent)).as("who had accepted %s before", id).isNull();
        } else {
          assertThat(answer.status()).as("%s", answer).isEqualTo(409);
        }
      }
      return null;
    };
  }

  private List<String> conversations() throws Exception {
    List<String> ids = IntStream.range(0, CONVERSATIONS).mapToObj(i -> "c" + i).toList();
    List<Future<AccountClient.Answer>> starting =
        ids.stream()
            .map(id -> clients.submit(() -> centre.start(Inquiry.forSkill(id, "sales"))))
            .toList();
    for (Future<AccountClient.Answer> one : starting) {
      done(one.get(60, TimeUnit.SECONDS));
    }
    centre.until(
        "/skills/sales/queue?limit=1000",
        queue -> {
          Set<String> ringing = new HashSet<>();
          queue
              .body()
              .path("items")
              .forEach(
                  entry -> {
                    if (entry.path("offeredTo").isTextual()) {
                      ringing.add(entry.path("conversation").asText());
                    }
                  });
          return ringing.size() == CONVERSATIONS;
        });
    return new ArrayList<>(ids);
  }

  private void online(String agent) {
    done(centre.put("/agents/" + agent + "/presence", "{\"state\":\"ONLINE\"}"));
  }

  private static void done(AccountClient.Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
