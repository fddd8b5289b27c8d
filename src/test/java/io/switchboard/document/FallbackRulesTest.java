package io.switchboard.document;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for fallback chains, which must end (routing rules, section 2). */
class FallbackRulesTest {

  @Test
  void fallbacksMayFormAChain() {
    assertThat(cyclesOf("", "a>b", "b>c", "c")).isEmpty();
  }

  @Test
  void aFallbackChainMayEndInTheUnassignedSkill() {
    assertThat(cyclesOf("", "a>b", "b>-1")).isEmpty();
  }

  @Test
  void aFallbackCycleIsRefused() {
    assertThat(cyclesOf("", "x>b", "b>c", "c>b"))
        .containsExactly(
            new Violation(
                "$.skills[1].fallbackSkill",
                "closes a cycle of fallbacks, b -> c -> b; remove one of them"));
  }

  @Test
  void aFallbackOfASkillToItselfIsACycle() {
    assertThat(cyclesOf("", "a>a"))
        .extracting(Violation::problem)
        .containsExactly("closes a cycle of fallbacks, a -> a; remove one of them");
  }

  @Test
  void theFallbackSkillOfTheAccountHasNoFallbackItself() {
    assertThat(cyclesOf("a", "a", "b", "c>b")).isEmpty();
  }

  @Test
  void aCycleThroughTheFallbackOfTheAccountIsReportedAtTheSkill() {
    assertThat(cyclesOf("last", "first", "last>first"))
        .containsExactly(
            new Violation(
                "$.skills[1].fallbackSkill",
                "closes a cycle of fallbacks, last -> first -> last; remove one of" + " them"));
  }

  @Test
  void eachCycleIsReportedOnce() {
    assertThat(cyclesOf("", "p>q", "a>b", "b>a", "q>p", "r>p", "s>b"))
        .extracting(Violation::path)
        .containsExactly("$.skills[0].fallbackSkill", "$.skills[1].fallbackSkill");
  }

  @Test
  void aLongCycleIsReportedInPart() {
    String[] ring =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "s" + i + ">s" + (i + 1) % 1_000)
            .toArray(String[]::new);

    assertThat(cyclesOf("", ring))
        .extracting(Violation::problem)
        .singleElement()
        .asString()
        .contains("s0 -> s1 -> s2 -> ", " -> s19 -> (980 more) -> s0;");
  }

  /** Violations of skills written as {@code skill>fallback}. */
  private static List<Violation> cyclesOf(String shared, String... skills) {
    String settings = shared.isEmpty() ? "{}" : "{\"fallbackSkill\": \"" + shared + "\"}";
    return Example.violationsOf(
        Arrays.stream(skills)
            .map(FallbackRulesTest::skill)
            .collect(joining(",", "{\"settings\": " + settings + ", \"skills\": [", "]}")));
  }

  private static String skill(String arrow) {
    return Stream.of(arrow.split(">"))
        .map(id -> "\"" + id + "\"")
        .collect(joining(", \"fallbackSkill\": ", "{\"id\": ", "}"));
  }
}
