package io.switchboard.domain.agent;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.protocol.AgentMessage.Accept;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.statemachine.Invariant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Figures of an agent, and violations of invariants in them. */
class AgentStatisticsTest extends AgentScenario {

  @Test
  void aRingingOfferCountsAsInHandButNotAsAssigned() {
    isIdle();
    isOffered("c1");

    AgentStatistics figures = figures();

    assertThat(figures.inHand()).isOne();
    assertThat(figures.load()).isEqualTo(1_000);
    assertThat(figures.assigned()).isEmpty();
  }

  @Test
  void assignedConversationsAreCountedByTheirSkill() {
    has("c1");

    assertThat(figures().assigned()).isEqualTo(Map.of("sales", 1));
  }

  @Test
  void aClaimedConversationIsNotYetAssigned() {
    isIdle();
    isOffered("c1");
    ann.ask(new Accept("c1"));

    assertThat(figures().assigned()).isEmpty();
    assertThat(figures().inHand()).isOne();
  }

  @Test
  void theFiguresIncludeGroupPresenceAndMaximum() {
    policy = account(rings("30s", 3), agent("ann", "sales").in("red").max(7));
    starts();
    isIdle();

    assertThat(figures().group()).isEqualTo("red");
    assertThat(figures().presence()).isEqualTo(Presence.ONLINE);
    assertThat(figures().maximum()).isEqualTo(7);
  }

  @Test
  void anAssignmentBeyondTheMaximumViolatesCapacity() {
    assertThat(having(3, 2).broken(Optional.of(having(2, 2)))).containsExactly(Invariant.CAPACITY);
    assertThat(having(2, 2).broken(Optional.of(having(1, 2)))).isEmpty();
  }

  @Test
  void aLoweredMaximumDoesNotViolateCapacity() {
    assertThat(having(3, 2).broken(Optional.of(having(3, 4)))).isEmpty();
    assertThat(having(3, 2).broken(Optional.of(having(2, 4)))).isEmpty();
    assertThat(having(3, 2).broken(Optional.empty())).isEmpty();
  }

  @Test
  void aFurtherAssignmentBeyondALoweredMaximumViolatesCapacity() {
    assertThat(having(4, 2).broken(Optional.of(having(3, 2)))).containsExactly(Invariant.CAPACITY);
    assertThat(having(3, 2).broken(Optional.of(having(4, 2)))).isEmpty();
  }

  @Test
  void underDynamicCapacityTheNumberOfConversationsHasNoMaximum() {
    assertThat(light(9, 9).broken(Optional.of(light(8, 8)))).isEmpty();
  }

  @Test
  void aConversationReservedTwiceViolatesOnePlace() {
    AgentStatistics twice = light(1, 2);

    assertThat(twice.broken(Optional.empty())).containsExactly(Invariant.ONE_PLACE);
    assertThat(twice.broken(Optional.of(light(1, 1)))).containsExactly(Invariant.ONE_PLACE);
    assertThat(twice.broken(Optional.of(twice))).isEmpty();
  }

  private AgentStatistics figures() {
    return machine.figures(ann.now());
  }

  private static AgentStatistics having(int conversations, int maximum) {
    return figures(CapacityMode.MAX_CONCURRENT, conversations, conversations, maximum);
  }

  private static AgentStatistics light(int conversations, int kept) {
    return figures(CapacityMode.DYNAMIC, conversations, kept, 2);
  }

  private static AgentStatistics figures(CapacityMode mode, int inHand, int kept, int maximum) {
    return new AgentStatistics(
        Presence.ONLINE, "", mode, inHand, kept, inHand * 1_000L, maximum, Map.of());
  }
}
