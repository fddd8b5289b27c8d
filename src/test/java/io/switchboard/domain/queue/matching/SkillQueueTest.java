package io.switchboard.domain.queue.matching;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.Records;
import io.switchboard.domain.SkillDraft;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.GroupAssignment;
import io.switchboard.domain.distribution.GroupAvailability;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.protocol.Waiters;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.AgentOrder;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Decisions of a skill's queue, which its owner applies. */
class SkillQueueTest {
  private static final long SECOND = time("1s").toNanos();
  private static final long TWO_HOURS = 7_200 * SECOND;
  private static final Optional<String> NO_GROUP = Optional.empty();

  private final SkillQueue shared = queue(distributing());
  private final SkillQueue plain = queue(skill("sales").agentTransfersWait("1m"));

  private static SkillDraft distributing() {
    return skill("sales").primary("north", 60).primary("south", 40).maxWait("10s");
  }

  private static AccountPolicy centre(SkillDraft sales) {
    return account(
        sales, agent("ann", "sales").in("north"), agent("sue", "sales").in("south"), skill("care"));
  }

  private static SkillQueue queue(SkillDraft sales) {
    AccountPolicy centre = centre(sales);
    return queue(
        centre, "sales", centre.skills().get("sales").distribution().map(Distributor::new));
  }

  private static SkillQueue queue(
      AccountPolicy centre, String skill, Optional<Distributor> distributor) {
    return new SkillQueue(
        centre.skills().get(skill),
        new AgentOrder(centre.preferences()),
        distributor,
        distributor.map(Distributor::overflowTurns));
  }

  private static Allotment firstAllotment(SkillQueue queue) {
    return new Distributor(queue.policy().distribution().orElseThrow()).decide(queue.situation(0));
  }

  private static AgentAvailability online(String id, String group, int conversations) {
    return new AgentAvailability(
        id, group, Presence.ONLINE, CapacityMode.MAX_CONCURRENT, conversations, 0, 1, 0, 1);
  }

  private static void know(SkillQueue queue, AgentAvailability agent) {
    queue.eligibleAgents().update(agent, Optional.empty());
  }

  private static WaitingConversation entered(
      String id, long at, Optional<String> group, Access access) {
    return Records.with(Waiters.waiting(id, "sales", at), "access", access, "group", group);
  }

  private static WaitingConversation arriving(String id, long at) {
    return entered(id, at, NO_GROUP, Access.ANYONE);
  }

  private static WaitingConversation waitingFor(String group, String id, long at) {
    return entered(id, at, Optional.of(group), new Access.OnlyGroup(group));
  }

  // --- allotment ---

  @Test
  void anAllotmentIsNeededOnlyUnderDistributionAndWithoutAGroup() {
    assertThat(shared.needsAllotment(arriving("c1", 0))).isTrue();
    assertThat(shared.needsAllotment(waitingFor("elsewhere", "c1", 0))).isTrue();
    assertThat(shared.needsAllotment(waitingFor("north", "c1", 0))).isFalse();
    assertThat(plain.needsAllotment(arriving("c1", 0))).isFalse();
  }

  @Test
  void theGroupAvailabilityListsOnlineAndOverwhelmedGroups() {
    know(shared, online("ann", "north", 1));
    know(shared, online("sue", "south", 0));
    shared.put(waitingFor("north", "c1", 0));
    shared.put(waitingFor("south", "c2", 0));

    assertThat(shared.situation(10 * SECOND - 1))
        .isEqualTo(new GroupAvailability(Set.of("north", "south"), Set.of()));
    assertThat(shared.situation(10 * SECOND))
        .isEqualTo(new GroupAvailability(Set.of("north", "south"), Set.of("north")));
    assertThat(plain.situation(0)).isEqualTo(new GroupAvailability(Set.of(), Set.of()));
  }

  @Test
  void anAllottedConversationWaitsForItsGroupAndLeavesTheLedgerUnchanged() {
    know(shared, online("ann", "north", 1));
    Optional<Ledger> before = shared.ledger();

    assertThat(shared.access().allotted(arriving("c1", 0), firstAllotment(shared), 0))
        .isEqualTo(waitingFor("north", "c1", 0));
    assertThat(shared.ledger()).isEqualTo(before);
  }

  @Test
  void aConversationAllottedToAnEmptyGroupIsOpenToAll() {
    Allotment allotment = firstAllotment(shared);

    assertThat(shared.access().allotted(arriving("c1", 0), allotment, 0).access())
        .isEqualTo(Access.ANYONE);
  }

  @Test
  void aConversationWithAGroupIsOpenToAllAfterItsMaximumWait() {
    know(shared, online("ann", "north", 1));
    WaitingConversation conversation = waitingFor("north", "c1", 0);

    assertThat(shared.access().admitted(conversation, 0)).isEqualTo(conversation);
    assertThat(shared.access().admitted(conversation, 10 * SECOND).access())
        .isEqualTo(Access.ANYONE);
    assertThat(shared.access().admitted(conversation, 10 * SECOND).group()).contains("north");
  }

  @Test
  void aConversationHasNoGroupWithoutDistribution() {
    assertThat(plain.access().admitted(waitingFor("north", "c1", 0), 0))
        .isEqualTo(arriving("c1", 0));
  }

  @Test
  void aRestoredLedgerContinuesFromItsState() {
    AccountPolicy centre = centre(distributing());
    Distributor distributor =
        new Distributor(centre.skills().get("sales").distribution().orElseThrow());
    distributor.apply(
        distributor.decide(new GroupAvailability(Set.of("north", "south"), Set.of())));

    SkillQueue queue = queue(centre, "sales", Optional.of(distributor));

    assertThat(queue.ledger().orElseThrow().groups().get(0).allotted()).isEqualTo(1);
  }

  @Test
  void aDistributorExistsExactlyForADistributedSkill() {
    AccountPolicy centre = centre(distributing());
    Optional<Distributor> distributor =
        centre.skills().get("sales").distribution().map(Distributor::new);

    assertThatThrownBy(() -> queue(centre, "sales", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sales");
    assertThatThrownBy(() -> queue(centre, "care", distributor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("care");
  }

  // --- placement ---

  @Test
  void anAssignmentToItsOwnGroupIsNoOverflow() {
    AgentAvailability ann = online("ann", "north", 0);
    know(shared, ann);

    assertThat(shared.placing(waitingFor("north", "c1", 0), ann, 0))
        .contains(new GroupAssignment(Optional.of("north"), "north", Set.of()));
  }

  @Test
  void anOverflowListsTheGroupsWithCapacity() {
    know(shared, online("ann", "north", 1));
    AgentAvailability sue = online("sue", "south", 0);
    know(shared, sue);

    assertThat(shared.placing(waitingFor("north", "c1", 0).withAccess(Access.ANYONE), sue, 0))
        .contains(new GroupAssignment(Optional.of("north"), "south", Set.of("south")));
  }

  @Test
  void anAssignmentToTheTargetAgentOfATransferIsNoOverflow() {
    Access onlySue = new Access.OnlyAgent("sue", SECOND);

    assertThat(
            shared.placing(
                entered("c1", 0, Optional.of("north"), onlySue), online("sue", "south", 0), 0))
        .contains(new GroupAssignment(Optional.empty(), "south", Set.of()));
  }

  @Test
  void anAssignmentWithoutAShareIsNotRecordedInTheLedger() {
    assertThat(plain.placing(arriving("c1", 0), online("ann", "north", 0), 0)).isEmpty();
    assertThat(shared.placing(waitingFor("north", "c1", 0), online("eve", "east", 0), 0)).isEmpty();
  }

  // --- overflow ---

  @Test
  void overdueConversationsAreListedMostUrgentFirstAndStayUnchanged() {
    WaitingConversation second = waitingFor("south", "c2", SECOND);
    WaitingConversation first = waitingFor("north", "c1", 0);
    shared.put(second);
    shared.put(first);

    assertThat(shared.access().nextDue()).isEqualTo(OptionalLong.of(10 * SECOND));
    assertThat(shared.access().due(10 * SECOND - 1)).isEmpty();
    assertThat(shared.access().due(11 * SECOND))
        .containsExactly(first.withAccess(Access.ANYONE), second.withAccess(Access.ANYONE));
    assertThat(shared.access().due(11 * SECOND)).hasSize(2);
    assertThat(shared.waiting().find("c1")).contains(first);
  }

  @Test
  void aConversationOpenToAllIsNotOverdue() {
    shared.put(waitingFor("north", "c1", 0));

    shared.access().due(10 * SECOND).forEach(shared::put);

    assertThat(shared.access().due(10 * SECOND)).isEmpty();
    assertThat(shared.access().nextDue()).isEmpty();
  }

  @Test
  void abandonedConversationsAreThoseOfAGroupWithoutOnlineAgents() {
    know(shared, online("ann", "north", 1));
    WaitingConversation left = waitingFor("south", "c2", 0);
    shared.put(waitingFor("north", "c1", 0));
    shared.put(left);
    shared.put(waitingFor("south", "c3", 0).withAccess(Access.ANYONE));

    assertThat(shared.access().abandoned("north")).isEmpty();
    assertThat(shared.access().abandoned("south")).containsExactly(left.withAccess(Access.ANYONE));
    assertThat(shared.waiting().find("c2")).contains(left);
  }

  @Test
  void strictPercentagesOpenNoConversation() {
    SkillQueue strict = queue(distributing().keepsPercentagesStrictly());
    strict.put(waitingFor("north", "c1", 0));

    assertThat(strict.access().due(99 * SECOND)).isEmpty();
    assertThat(strict.access().abandoned("north")).isEmpty();
    assertThat(strict.access().nextDue()).isEmpty();
  }

  @Test
  void aTransferToAnAgentExpiresAfterItsMaximumWait() {
    WaitingConversation forSue = entered("c1", 0, NO_GROUP, new Access.OnlyAgent("sue", 0));
    plain.put(entered("c2", 0, NO_GROUP, new Access.OnlyAgent("ann", 30 * SECOND)));
    plain.put(forSue);

    assertThat(plain.access().nextDue()).isEqualTo(OptionalLong.of(60 * SECOND));
    assertThat(plain.access().due(60 * SECOND - 1)).isEmpty();
    assertThat(plain.access().due(60 * SECOND)).containsExactly(arriving("c1", 0));
    assertThat(plain.waiting().find("c1")).contains(forSue);

    plain.access().due(60 * SECOND).forEach(plain::put);
    assertThat(plain.access().nextDue()).isEqualTo(OptionalLong.of(90 * SECOND));
    plain.remove("c2");
    assertThat(plain.access().nextDue()).isEmpty();
  }

  @Test
  void underStrictPercentagesAnExpiredTransferIsOpenToItsGroupOnly() {
    SkillQueue strict = queue(distributing().keepsPercentagesStrictly());
    strict.put(entered("c1", 0, Optional.of("north"), new Access.OnlyAgent("sue", SECOND)));

    assertThat(strict.access().due(TWO_HOURS + SECOND))
        .containsExactly(waitingFor("north", "c1", 0));
  }
}
