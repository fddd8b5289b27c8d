package io.switchboard.domain.routing;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.Part;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.protocol.Waiters;
import io.switchboard.domain.queue.matching.Explainer;
import io.switchboard.domain.queue.matching.SkillQueue;
import io.switchboard.domain.routing.Explanation.Candidate;
import io.switchboard.domain.routing.Verdict.Chosen;
import io.switchboard.domain.routing.Verdict.LessPreferred;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Explanations of large skills, which stay readable and cheap. */
class LargeSkillExplanationTest {
  private static final int AGENTS = 1_000;

  private static AccountPolicy centre(Part sales) {
    Stream<Part> agents =
        IntStream.range(0, AGENTS)
            .mapToObj(i -> agent(id(i), "sales").in(i < AGENTS - 3 ? "north" : "south"));
    return account(Stream.concat(Stream.of(sales), agents).toArray(Part[]::new));
  }

  private static String id(int agent) {
    return "a%05d".formatted(agent);
  }

  private static SkillQueue queue(AccountPolicy centre) {
    SkillPolicy sales = centre.skills().get("sales");
    Optional<Distributor> distributor = sales.distribution().map(Distributor::new);
    return new SkillQueue(
        sales,
        new AgentOrder(centre.preferences()),
        distributor,
        distributor.map(Distributor::overflowTurns));
  }

  private static AgentAvailability online(AccountPolicy centre, int agent, int conversations) {
    String group = centre.agents().get(id(agent)).group().orElseThrow();
    return new AgentAvailability(
        id(agent), group, Presence.ONLINE, centre.capacityMode(), conversations, 0, 5, 0, 1);
  }

  private static void know(SkillQueue queue, AgentAvailability agent) {
    queue.eligibleAgents().update(agent, Optional.empty());
  }

  private static WaitingConversation conversation(
      Access access, Optional<String> group, String... previousAgents) {
    return Records.with(
        Waiters.waiting("c1", "sales", 0),
        "access",
        access,
        "group",
        group,
        "previousAgents",
        List.of(previousAgents));
  }

  @Test
  void theChosenAgentIsListedBeforePreviousAgentsAndPreferredAgents() {
    AccountPolicy centre = centre(skill("sales"));
    SkillQueue queue = queue(centre);
    IntStream.range(0, AGENTS).forEach(i -> know(queue, online(centre, i, i < 900 ? 4 : 0)));
    AgentAvailability chosen = online(centre, 700, 4);

    Explanation explanation =
        new Explainer(centre, queue)
            .placement(
                conversation(Access.ANYONE, Optional.empty(), id(700), id(42), "gone"),
                chosen,
                Occasion.AGENT_SEARCH,
                List.of(),
                0);

    assertThat(explanation.candidates())
        .hasSize(Explanation.MOST_CANDIDATES)
        .doesNotHaveDuplicates()
        .startsWith(new Candidate(id(700), new Chosen()));
    assertThat(explanation.candidates())
        .extracting(Candidate::agent)
        .startsWith(id(700), id(42), id(900), id(901), id(902));
    assertThat(explanation.candidates())
        .extracting(Candidate::verdict)
        .element(1)
        .isInstanceOf(LessPreferred.class);
    assertThat(explanation.agentCount()).isEqualTo(AGENTS);
    assertThat(explanation.excluded()).isEmpty();
  }

  @Test
  void readyAgentsAreListedDespiteManyPreviousAgents() {
    AccountPolicy centre = centre(skill("sales"));
    SkillQueue queue = queue(centre);
    know(queue, online(centre, 500, 0));
    know(queue, online(centre, 501, 0));
    String[] previous =
        IntStream.range(0, WaitingConversation.MOST_PREVIOUS_AGENTS)
            .mapToObj(LargeSkillExplanationTest::id)
            .toArray(String[]::new);

    Explanation explanation =
        new Explainer(centre, queue)
            .placement(
                conversation(Access.ANYONE, Optional.empty(), previous),
                online(centre, 500, 0),
                Occasion.AGENT_SEARCH,
                List.of(),
                0);

    assertThat(explanation.candidates())
        .extracting(Candidate::agent)
        .startsWith(id(500), id(0), id(1), id(2), id(3), id(501));
  }

  @Test
  void theChosenAgentIsListedEvenIfUnknownToTheQueue() {
    AccountPolicy centre = centre(skill("sales"));

    Explanation explanation =
        new Explainer(centre, queue(centre))
            .placement(
                conversation(Access.ANYONE, Optional.empty()),
                online(centre, 999, 0),
                Occasion.WORK_SEARCH,
                List.of(),
                0);

    assertThat(explanation.agent()).contains(id(999));
    assertThat(explanation.candidates()).startsWith(new Candidate(id(999), new Chosen()));
  }

  @Test
  void aRemedyIsFoundAmongManyIneligibleAgents() {
    AccountPolicy centre = centre(skill("sales").primary("north", 50).primary("south", 50));
    SkillQueue queue = queue(centre);
    IntStream.range(0, 900).forEach(i -> know(queue, online(centre, i, 0)));
    WaitingConversation waiting = conversation(new Access.OnlyGroup("south"), Optional.of("south"));
    queue.put(waiting);

    Explanation explanation = new Explainer(centre, queue).waiting(waiting, 1, 0);

    assertThat(explanation.candidates()).hasSize(Explanation.MOST_CANDIDATES);
    assertThat(explanation.remedies())
        .filteredOn(remedy -> remedy.kind() == Remedy.Kind.AGENT_COMES_ONLINE)
        .flatExtracting(Remedy::agents)
        .containsExactly(id(997), id(998), id(999));
  }

  @Test
  void aRemedyListsNoMoreAgentsThanAnExplanation() {
    AccountPolicy centre = centre(skill("sales"));
    SkillQueue queue = queue(centre);
    WaitingConversation waiting = conversation(Access.ANYONE, Optional.empty());
    queue.put(waiting);

    Explanation explanation = new Explainer(centre, queue).waiting(waiting, 1, 0);

    assertThat(explanation.remedies())
        .singleElement()
        .satisfies(remedy -> assertThat(remedy.agents()).hasSize(Explanation.MOST_CANDIDATES));
  }
}
