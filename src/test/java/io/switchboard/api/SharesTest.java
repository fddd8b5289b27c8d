package io.switchboard.api;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchboard.document.AccountDocument;
import io.switchboard.domain.Centre;
import io.switchboard.domain.account.Inquiry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 5: shares are exact at each single allotment. */
@Tag("slow")
class SharesTest {
  private static final int CONVERSATIONS = 10_000;
  private static final Map<String, Integer> PERCENT =
      Map.of("in-house", 50, "vendor-a", 30, "vendor-b", 20);

  /** Tijdeman's bound for three groups. */
  private static final double BOUND = 1 - 1.0 / (2 * (3 - 1));

  @RegisterExtension static final RunningNode NODE = new RunningNode();

  private final Map<String, Integer> allotted = new HashMap<>();
  private Switch centre;
  private int begun;

  @BeforeEach
  void everybodyIsOnline() {
    centre = NODE.account();
    done(
        centre.put(
            "",
            AccountDocument.write(
                Centre.document(
                    rings("1H", 0),
                    skill("sales")
                        .maxWait("2M")
                        .primary("in-house", 50)
                        .primary("vendor-a", 30)
                        .primary("vendor-b", 20),
                    agent("ann", "sales").in("in-house"),
                    agent("bob", "sales").in("vendor-a"),
                    agent("cem", "sales").in("vendor-b")))));
    List.of("ann", "bob", "cem").forEach(agent -> present(agent, "ONLINE"));
  }

  @Test
  void theBoundIsKeptAtEachAllotment() {
    double worst = 0;
    while (begun < CONVERSATIONS) {
      count(centre.start(next()));
      assertThat(deviation()).as("after %d", begun).isLessThanOrEqualTo(BOUND);
      worst = Math.max(worst, deviation());
    }

    assertThat(ledger("worstDeviation").values().stream().mapToDouble(x -> x).max().orElseThrow())
        .as("what the ledger says was worst")
        .isCloseTo(worst, within(1e-9));
    ledger("allotted")
        .forEach((group, count) -> assertThat(count).isEqualTo((double) allotted.get(group)));
  }

  @Test
  void aReturningGroupIsNotFlooded() {
    IntStream.range(0, 100).forEach(i -> count(centre.start(next())));
    present("cem", "OFFLINE");
    allotted.clear();
    IntStream.range(0, 80).forEach(i -> count(centre.start(next())));
    assertThat(allotted).isEqualTo(Map.of("in-house", 50, "vendor-a", 30));
    assertThat(ledger("diverted").values().stream().mapToDouble(x -> x).sum()).isPositive();

    present("cem", "ONLINE");
    allotted.clear();
    IntStream.range(0, 20).forEach(i -> count(centre.start(next())));

    assertThat(allotted.get("vendor-b")).isBetween(3, 5);
  }

  private Inquiry next() {
    return Inquiry.forSkill("c" + ++begun, "sales");
  }

  private void count(Switch.Answer started) {
    done(started);
    allotted.merge(started.text("group"), 1, Integer::sum);
  }

  private double deviation() {
    return PERCENT.entrySet().stream()
        .mapToDouble(
            group ->
                Math.abs(
                    allotted.getOrDefault(group.getKey(), 0) - group.getValue() * begun / 100.0))
        .max()
        .orElseThrow();
  }

  private Map<String, Double> ledger(String column) {
    Map<String, Double> values = new HashMap<>();
    centre
        .get("/skills/sales/distribution")
        .body()
        .path("groups")
        .forEach(group -> values.put(group.path("group").asText(), group.path(column).asDouble()));
    return values;
  }

  private void present(String agent, String state) {
    done(centre.put("/agents/" + agent + "/presence", "{\"state\":\"" + state + "\"}"));
  }

  private static void done(Switch.Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
