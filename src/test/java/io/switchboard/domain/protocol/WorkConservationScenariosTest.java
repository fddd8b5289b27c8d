package io.switchboard.domain.protocol;

import static io.switchboard.domain.Centre.acceptsAutomatically;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.fallbackSkill;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.skillsWithoutAgents;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.Part;
import io.switchboard.domain.account.SkillWithoutAgents;
import io.switchboard.domain.routing.Presence;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Days with a conversation that once waited or was moved without reason: each a fault found from
 * outside or by {@link WorkConservationTest}, in its shortest form.
 */
final class WorkConservationScenariosTest {

  /** Overflows are shared while agents ring (section 5). */
  @Nested
  final class OverflowsAreShared {
    private final Part[] vendors = {
      skill("s").maxWait("3s").primary("internal", 100).secondary("v1", 70).secondary("v2", 30),
      agent("i", "s").in("internal").max(1),
      agent("p", "s").in("v1").max(100),
      agent("q", "s").in("v2").max(100)
    };

    private ScriptedDay elevenConversations(Part offers) {
      ScriptedDay day = new ScriptedDay(with(offers, vendors)).online("i", "p", "q");
      for (int i = 0; i < 11; i++) {
        day.start("c" + i, "s").pass("1s");
      }
      return day.pass("5s");
    }

    @Test
    void offersAreSharedWhileTheyRing() {
      ScriptedDay day = elevenConversations(rings("10M", 3));

      assertThat(day.inHandOf("p")).hasSize(7);
      assertThat(day.inHandOf("q")).hasSize(3);
    }

    @Test
    void autoAcceptedOffersOfABurstAreShared() {
      ScriptedDay day =
          new ScriptedDay(with(acceptsAutomatically(), vendors)).online("i", "p", "q");
      for (int i = 0; i < 11; i++) {
        day.start("c" + i, "s");
      }
      day.pass("5s");

      assertThat(day.inHandOf("p")).hasSize(7);
      assertThat(day.inHandOf("q")).hasSize(3);
    }

    @Test
    void aDeclineReturnsTheTurn() {
      ScriptedDay day = new ScriptedDay(with(rings("10M", 3), vendors)).online("i", "p", "q");
      day.start("own", "s").start("c1", "s").start("c2", "s").pass("3s");
      assertThat(day.of("c1")).isEqualTo("RINGS at p");
      assertThat(day.of("c2")).isEqualTo("RINGS at q");

      day.decline("p", "c1");
      day.start("c3", "s").pass("3s");

      assertThat(day.of("c3")).isEqualTo("RINGS at p");
    }
  }

  /** A skill that loses its last agent (section 2). */
  @Nested
  final class SkillsWithoutAgents {
    private static final Part MODE = acceptsAutomatically();

    private ScriptedDay oneIsHeldAndOneWaits() {
      return new ScriptedDay(
              MODE, skill("sales"), skill("other"), agent("x", "sales"), agent("z", "other").max(9))
          .online("x", "z")
          .start("held", "sales")
          .start("waits", "sales");
    }

    @Test
    void waitingConversationsGoToAnyAgentWhenTheLastAgentIsRemoved() {
      ScriptedDay day = oneIsHeldAndOneWaits();

      day.configure(MODE, skill("sales"), skill("other"), agent("z", "other").max(9));

      assertThat(day.of("waits")).isEqualTo("ASSIGNED at z");
      assertThat(day.of("held")).isEqualTo("ASSIGNED at z");
    }

    @Test
    void waitingConversationsGoToAnyAgentWhenTheLastAgentIsDisabled() {
      ScriptedDay day = oneIsHeldAndOneWaits();

      day.configure(
          MODE,
          skill("sales"),
          skill("other"),
          agent("x", "sales").disabled(),
          agent("z", "other").max(9));

      assertThat(day.of("waits")).isEqualTo("ASSIGNED at z");
      assertThat(day.of("held")).isEqualTo("ASSIGNED at x");
      assertThat(day.presenceOf("x")).isEqualTo(Presence.OFFLINE);
    }

    @Test
    void waitingConversationsGoToAnyAgentWhenTheLastAgentLosesTheSkill() {
      ScriptedDay day = oneIsHeldAndOneWaits();

      day.configure(
          MODE, skill("sales"), skill("other"), agent("x", "other"), agent("z", "other").max(9));

      assertThat(day.of("waits")).isEqualTo("ASSIGNED at z");
    }

    @Test
    void remainingConversationsAreRoutedWhenTheSettingChanges() {
      Part[] nobodyHasIt = {MODE, skill("sales"), skill("other"), agent("z", "other").max(9)};
      ScriptedDay day =
          new ScriptedDay(with(skillsWithoutAgents(SkillWithoutAgents.REMAIN), nobodyHasIt))
              .online("z")
              .start("waits", "sales");
      assertThat(day.of("waits")).isEqualTo("WAITS in sales");

      day.configure(with(skillsWithoutAgents(SkillWithoutAgents.UNASSIGNED), nobodyHasIt));

      assertThat(day.of("waits")).isEqualTo("ASSIGNED at z");
    }

    @Test
    void aReturnedConversationGoesToTheFallbackSkillWhenTheLastAgentIsRemoved() {
      Part[] settings = {
        rings("30s", 3), skillsWithoutAgents(SkillWithoutAgents.FALLBACK), fallbackSkill("other")
      };
      Part[] skills = {skill("sales"), skill("other"), agent("z", "other").max(9)};
      ScriptedDay day =
          new ScriptedDay(with(agent("x", "sales"), with(skills, settings)))
              .online("x", "z")
              .start("c", "sales")
              .accept("x", "c")
              .returnToQueue("x", "c");
      assertThat(day.of("c")).isEqualTo("RINGS at x");

      day.configure(with(skills, settings));

      assertThat(day.of("c")).isEqualTo("RINGS at z");
    }
  }

  /** Overflow to other groups (section 5). */
  @Nested
  final class Opening {

    @Test
    void declinesOfTheOnlyAgentOfAGroupDoNotDelayTheOverflow() {
      ScriptedDay day =
          new ScriptedDay(
                  rings("10M", 0),
                  skill("s").maxWait("3s").primary("g", 100).secondary("h", 100),
                  agent("p", "s").in("g"),
                  agent("q", "s").in("h"))
              .online("p", "q")
              .start("c", "s");
      day.pass("1s").decline("p", "c").pass("1s").decline("p", "c").pass("1.5s");
      assertThat(day.of("c")).isEqualTo("RINGS at p");

      day.decline("p", "c");

      assertThat(day.of("c")).isEqualTo("RINGS at q");
    }

    @Test
    void missedOffersOfTheOnlyAgentOfAGroupDoNotDelayTheOverflow() {
      ScriptedDay day =
          new ScriptedDay(
                  rings("2s", 0),
                  skill("s").maxWait("3s").primary("g", 100).secondary("h", 100),
                  agent("p", "s").in("g"),
                  agent("q", "s").in("h"))
              .online("p", "q")
              .start("c", "s")
              .pass("4s");

      assertThat(day.of("c")).isEqualTo("RINGS at q");
    }

    @Test
    void aGroupThatBecomesEmptyByMissedOffersOpensItsConversations() {
      ScriptedDay day =
          new ScriptedDay(
                  rings("1s", 2),
                  skill("s").maxWait("30s").primary("g", 100).secondary("h", 100),
                  agent("p", "s").in("g"),
                  agent("q", "s").in("h"))
              .online("p", "q")
              .start("c", "s")
              .pass("2s");

      assertThat(day.presenceOf("p")).isEqualTo(Presence.AWAY);
      assertThat(day.of("c")).isEqualTo("RINGS at q");
    }

    private Part[] groupCalled(String name) {
      return new Part[] {
        skill("s").maxWait("120s").primary(name, 100).secondary("h", 100),
        agent("p", "s").in(name).max(1),
        agent("q", "s").in("h").max(9)
      };
    }

    @Test
    void aRenamedGroupIsJudgedByItsPresentAgents() {
      ScriptedDay day =
          new ScriptedDay(groupCalled("g"))
              .online("p", "q")
              .start("c0", "s")
              .accept("p", "c0")
              .start("c1", "s")
              .start("c2", "s");

      day.configure(groupCalled("g2"));

      assertThat(day.of("c1")).isEqualTo("WAITS in s for g2");
      assertThat(day.of("c2")).isEqualTo("WAITS in s for g2");
    }

    @Test
    void aRenamedGroupKeepsItsRingingOffers() {
      ScriptedDay day = new ScriptedDay(groupCalled("g")).online("p", "q").start("c0", "s");

      day.configure(groupCalled("g2"));

      assertThat(day.of("c0")).isEqualTo("RINGS at p");
    }

    @Test
    void enablingDistributionStrandsNoRingingOffer() {
      Part[] people = {agent("p", "s").in("g"), agent("q").in("h")};
      ScriptedDay day = new ScriptedDay(with(skill("s"), people)).online("p").start("c", "s");
      assertThat(day.of("c")).isEqualTo("RINGS at p");

      day.configure(with(skill("s").primary("g", 50).primary("h", 50), people));

      assertThat(day.of("c")).isEqualTo("RINGS at p");
    }
  }

  /** Refusals and transfers to one agent (sections 3 and 6). */
  @Nested
  final class Refusals {

    @Test
    void theReturningAgentIsOfferedAnOverdueConversationWhenAllOthersHaveNoCapacity() {
      ScriptedDay day =
          new ScriptedDay(agent("a", "s").max(1), agent("b", "s").max(1))
              .online("a", "b")
              .start("c", "s")
              .start("other", "s")
              .accept("a", "c")
              .accept("b", "other")
              .returnToQueue("a", "c");
      assertThat(day.of("c")).isEqualTo("WAITS in s");

      day.pass("61s");

      assertThat(day.of("c")).isEqualTo("RINGS at a");
    }

    @Test
    void theTransferringAgentIsPassedOverAfterAReturn() {
      ScriptedDay day =
          new ScriptedDay(agent("a", "s"), agent("b", "s"), agent("z", "s"))
              .online("a", "b", "z")
              .start("c", "s")
              .accept("a", "c")
              .transferToAgent("a", "c", "b")
              .decline("b", "c");

      assertThat(day.of("c")).isEqualTo("RINGS at z");
    }
  }

  private static Part[] with(Part one, Part... others) {
    Part[] all = new Part[others.length + 1];
    System.arraycopy(others, 0, all, 0, others.length);
    all[others.length] = one;
    return all;
  }

  private static Part[] with(Part[] some, Part[] others) {
    Part[] all = new Part[some.length + others.length];
    System.arraycopy(some, 0, all, 0, some.length);
    System.arraycopy(others, 0, all, some.length, others.length);
    return all;
  }
}
