package io.switchboard.domain.agent;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.capacity;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.preferences;
import static io.switchboard.domain.Scenario.given;
import static io.switchboard.domain.account.AgentPreference.FEWEST_SKILLS;
import static io.switchboard.domain.account.AgentPreference.HISTORY;
import static io.switchboard.domain.account.AgentPreference.LONGEST_IDLE;
import static io.switchboard.domain.account.AgentPreference.UTILIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.ConversationDraft;
import io.switchboard.domain.Part;
import io.switchboard.domain.Scenario;
import io.switchboard.domain.account.AgentPreference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Preferences between eligible agents (routing rules, section 3). */
class AgentPreferenceTest {
  private static final Part ANN = agent("ann", "sales").max(5);
  private static final Part BOB = agent("bob", "sales").max(5);
  private static final Part CLEO = agent("cleo", "sales").max(5);

  // --- single preferences ---

  @Test
  void historyPrefersAPreviousAgentOfTheConsumer() {
    Scenario day = given(ANN, BOB).online("ann", "bob");
    day.at("1m").arrive(ofJoe("j1")).close("j1");

    day.at("2m").arrive(ofJoe("j2"));

    assertThat(day.holderOf("j2")).isEqualTo("ann");
  }

  @Test
  void historyPrefersTheMostRecentPreviousAgent() {
    Scenario day = given(ANN, BOB, CLEO).online("bob").arrive(ofJoe("j1")).close("j1");
    day.offline("bob").online("cleo").arrive(ofJoe("j2")).close("j2").online("ann", "bob");

    day.arrive(ofJoe("j3")).away("cleo").arrive(ofJoe("j4"));

    assertThat(day.holdersOf("j3", "j4")).containsExactly("cleo", "bob");
  }

  @Test
  @Tag("S055")
  void historyIsWithoutEffectWhileThePreviousAgentIsAbsent() {
    Scenario day = given(ANN, BOB).online("ann").arrive(ofJoe("j1")).close("j1");

    day.away("ann").online("bob").arrive(ofJoe("j2"));

    assertThat(day.holderOf("j2")).isEqualTo("bob");
  }

  @Test
  @Tag("S056")
  void withoutTheHistoryPreferenceAKnownConsumerIsTreatedAsAnyOther() {
    Scenario day = given(preferences(UTILIZATION, LONGEST_IDLE), ANN, BOB).online("ann", "bob");
    day.at("1m").arrive(ofJoe("j1")).close("j1");

    day.at("2m").arrive(ofJoe("j2"));

    assertThat(day.holderOf("j2")).isEqualTo("bob");
  }

  @Test
  @Tag("S038")
  void utilizationPrefersTheAgentWithFewestConversations() {
    Scenario day = given(ANN, BOB, CLEO).online("ann").arrive("sales", "a1", "a2", "a3");
    day.offline("ann").online("bob").arrive("sales", "b1");
    day.offline("bob").online("cleo").arrive("sales", "d1", "d2").online("ann", "bob");

    day.arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }

  @Test
  @Tag("S041")
  void anAgentWithoutConversationsIsPreferredToAnAgentWithOne() {
    Scenario day = given(ANN, BOB, CLEO).online("ann", "bob").arrive("sales", "a1", "b1");

    day.online("cleo").arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("cleo");
  }

  @Test
  @Tag("S043")
  void aNewlyOnlineAgentGetsConversationsUntilEquallyBusy() {
    Scenario day = given(ANN, BOB).online("ann").arrive("sales", "a1", "a2").online("bob");

    day.arrive("sales", "c1", "c2");

    assertThat(day.holdersOf("c1", "c2")).containsExactly("bob", "bob");
  }

  @Test
  @Tag("S046")
  void longestIdlePrefersTheAgentWhoCameOnlineFirst() {
    Scenario day = given(preferences(LONGEST_IDLE), ANN, BOB).online("bob").at("5s").online("ann");

    day.arrive("sales", "c1");

    assertThat(day.placements()).containsExactly("c1 to bob");
  }

  @Test
  @Tag("S040")
  @Tag("S047")
  void equallyBusyAgentsTakeTurns() {
    Scenario day = given(ANN, BOB).online("ann", "bob");

    day.at("1m").arrive("sales", "c1", "c2").at("2m").arrive("sales", "c3", "c4");

    assertThat(day.holdersOf("c1", "c2", "c3", "c4")).containsExactly("ann", "bob", "ann", "bob");
  }

  @Test
  @Tag("S044")
  void theIdleTimeOfAnAgentWithoutConversationsBeginsWithTheOnlinePresence() {
    Scenario day = given(preferences(LONGEST_IDLE), ANN, BOB).online("ann");
    day.at("1m").arrive("sales", "a1").at("2m").arrive("sales", "a2").at("3m").online("bob");

    day.at("4m").arrive("sales", "c1").at("5m").arrive("sales", "c2");

    assertThat(day.holdersOf("c1", "c2")).containsExactly("ann", "bob");
  }

  @Test
  void aPresenceChangeDoesNotRestartTheIdleTime() {
    Scenario day = given(preferences(LONGEST_IDLE), ANN, BOB).online("ann").at("1m").online("bob");

    day.at("2m").away("ann").at("3m").online("ann").arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  @Tag("S050")
  void turnsInOneSkillKeepTheAgentOrderOfTheOtherSkills() {
    Scenario day =
        given(
            preferences(LONGEST_IDLE),
            capacity(9),
            agent("m0", "support"),
            agent("m1", "support"),
            agent("m2", "support", "sales"),
            agent("m3", "support", "sales"),
            agent("m4", "support"));
    day.online("m0", "m1", "m2", "m3", "m4");
    for (int minute = 1; minute <= 5; minute++) {
      day.at(minute + "m").arrive("support", "s" + minute);
    }

    day.at("6m").arrive("sales", "c1").at("7m").arrive("sales", "c2", "c3");
    day.at("8m").arrive("support", "s6", "s7", "s8");

    assertThat(day.holdersOf("c1", "c2", "c3")).containsExactly("m2", "m3", "m2");
    assertThat(day.holdersOf("s6", "s7", "s8")).containsExactly("m0", "m1", "m4");
  }

  @Test
  void fewestSkillsKeepsVersatileAgentsFree() {
    Scenario day = given(preferences(FEWEST_SKILLS), agent("ann", "sales", "support"), BOB);

    day.online("ann", "bob").arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }

  // --- combinations ---

  @Test
  void byDefaultHistoryGoesBeforeUtilization() {
    Scenario day = given(ANN, BOB).online("ann").arrive(ofJoe("j1")).arrive("sales", "a1");

    day.online("bob").arrive(ofJoe("j2"));

    assertThat(day.holderOf("j2")).isEqualTo("ann");
  }

  @Test
  void byDefaultUtilizationGoesBeforeLongestIdle() {
    Scenario day = given(ANN, BOB).online("ann").arrive("sales", "a1");
    day.at("1m").online("bob").arrive("sales", "b1").close("b1");

    day.at("2m").arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }

  @Test
  @Tag("S049")
  void theNextPreferenceDecidesOnlyBetweenTheBestAgentsOfTheFirst() {
    Scenario day =
        given(
            preferences(FEWEST_SKILLS, LONGEST_IDLE), ANN, BOB, agent("cleo", "sales", "support"));
    day.online("cleo").at("1m").online("bob").at("2m").online("ann");

    day.arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }

  @Test
  void historyAsSecondPreferenceDecidesOnlyBetweenTheBestAgentsOfTheFirst() {
    Scenario day =
        given(preferences(UTILIZATION, HISTORY), ANN, BOB, CLEO).online("cleo").arrive(ofJoe("j1"));
    day.online("ann", "bob");

    day.arrive(ofJoe("j2")).arrive(ofJoe("j3"));

    assertThat(day.holdersOf("j2", "j3")).containsExactly("ann", "bob");
  }

  @Test
  void historyAsSecondPreferenceGoesBeforeTheThird() {
    Scenario day = given(preferences(UTILIZATION, HISTORY, LONGEST_IDLE), ANN, BOB);
    day.online("ann", "bob").at("1m").arrive(ofJoe("j1")).close("j1");

    day.at("2m").arrive(ofJoe("j2"));

    assertThat(day.holderOf("j2")).isEqualTo("ann");
  }

  @Test
  void historyAsLastPreferenceGoesBeforeTheAgentId() {
    Scenario day = given(preferences(UTILIZATION, HISTORY), ANN, BOB).online("bob");
    day.arrive(ofJoe("j1")).close("j1").online("ann");

    day.arrive(ofJoe("j2"));

    assertThat(day.holderOf("j2")).isEqualTo("bob");
  }

  @Test
  void theAgentIdBreaksTheLastTie() {
    Scenario day = given(CLEO, ANN, BOB).online("cleo", "bob", "ann");

    day.arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @ParameterizedTest
  @MethodSource("everyOrder")
  void theFirstPreferenceDecidesBeforeAllOthers(List<AgentPreference> order) {
    Scenario day =
        given(
            preferences(order.toArray(AgentPreference[]::new)),
            agent("idle", "sales", "support").max(9),
            agent("few", "sales").max(9),
            agent("least", "sales", "support").max(9),
            agent("known", "sales", "support").max(9));
    day.at("1m").online("idle").arrive("sales", "i1").offline("idle");
    day.at("2m").online("few").arrive("sales", "f1").offline("few");
    day.at("3m").online("least").arrive("sales", "l1").close("l1").offline("least");
    day.at("4m").online("known").arrive(ofJoe("j1"));

    day.at("5m").online("idle", "few", "least").arrive(ofJoe("j2"));

    String best =
        switch (order.get(0)) {
          case HISTORY -> "known";
          case UTILIZATION -> "least";
          case LONGEST_IDLE -> "idle";
          case FEWEST_SKILLS -> "few";
        };
    assertThat(day.holderOf("j2")).isEqualTo(best);
  }

  static Stream<List<AgentPreference>> everyOrder() {
    return orders(List.of(AgentPreference.values()));
  }

  private static Stream<List<AgentPreference>> orders(List<AgentPreference> of) {
    if (of.isEmpty()) {
      return Stream.of(List.of());
    }
    return of.stream()
        .flatMap(
            first -> {
              List<AgentPreference> others = new ArrayList<>(of);
              others.remove(first);
              return orders(others)
                  .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList());
            });
  }

  @Test
  @Tag("S007")
  void freeAgentsGetOneConversationEachInTurn() {
    Scenario day =
        given(
            agent("a1", "sales"),
            agent("a2", "sales"),
            agent("a3", "sales"),
            agent("a4", "sales"),
            agent("a5", "sales"));
    day.online("a1", "a3", "a5").arrive("sales", "s1", "s2", "s3").online("a4", "a2");

    day.arrive("sales", "c1", "c2");

    assertThat(day.holdersOf("c1", "c2")).containsExactly("a2", "a4");
  }

  private static ConversationDraft ofJoe(String id) {
    return conversation(id).forSkill("sales").from("joe");
  }
}
