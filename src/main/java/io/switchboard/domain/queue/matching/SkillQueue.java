package io.switchboard.domain.queue.matching;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.GroupAssignment;
import io.switchboard.domain.distribution.GroupAvailability;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.distribution.OverflowTurns;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.AgentOrder;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The queue of one skill: who waits, who may take it, and which group it is meant for. It decides
 * both ways, the best agent for a conversation and the best conversation for an agent, and changes
 * only by what it is told. Times are nanoseconds of the caller's clock.
 */
public final class SkillQueue {
  private static final List<String> EVERYBODY = List.of(EligibleAgents.EVERYBODY);

  private final SkillPolicy policy;
  private final WaitingIndex line = new WaitingIndex();
  private final EligibleAgents eligibleAgents;
  private final ExclusionRule refusals;
  private final Optional<Distributor> distributor;
  private final Optional<OverflowTurns> turns;
  private final List<String> groups;
  private final AccessSchedule openings;
  private long reconsideredUntil = Long.MIN_VALUE;
  private long roomFreedBefore;
  private long searchOverAt = Long.MAX_VALUE;

  /** An empty queue with a fresh ledger, which knows of no agent yet. */
  public SkillQueue(SkillPolicy policy, AgentOrder order) {
    this(policy, order, policy.distribution().map(Distributor::new));
  }

  /**
   * An empty queue with a ledger that goes on, which knows of no agent yet.
   *
   * @param distributor present exactly when the skill distributes its conversations
   * @throws IllegalArgumentException when it is present and should not be, or the other way round
   */
  public SkillQueue(SkillPolicy policy, AgentOrder order, Optional<Distributor> distributor) {
    this(policy, order, distributor, distributor.map(Distributor::overflowTurns));
  }

  /**
   * An empty queue with a ledger that goes on, and with the turns of overflow that were taken
   * beyond it by offers which are not accepted yet.
   *
   * @param distributor present exactly when the skill distributes its conversations
   * @param turns present exactly when the distributor is
   * @throws IllegalArgumentException when one is present and should not be, or the other way round
   */
  public SkillQueue(
      SkillPolicy policy,
      AgentOrder order,
      Optional<Distributor> distributor,
      Optional<OverflowTurns> turns) {
    if (distributor.isPresent() != policy.distribution().isPresent()
        || turns.isPresent() != distributor.isPresent()) {
      throw new IllegalArgumentException(
          "the distributor of " + policy.id() + " is not as its policy says");
    }
    this.policy = policy;
    this.eligibleAgents = new EligibleAgents(policy, order);
    this.refusals = new ExclusionRule(policy, eligibleAgents);
    this.openings = new AccessSchedule(policy);
    this.distributor = distributor;
    this.turns = turns;
    this.groups = distributor.map(Distributor::groups).orElse(EVERYBODY);
  }

  public SkillPolicy policy() {
    return policy;
  }

  public WaitingIndex line() {
    return line;
  }

  public EligibleAgents eligibleAgents() {
    return eligibleAgents;
  }

  /**
   * What shares the conversations between groups; empty when the skill does not distribute. The
   * queue asks it and tells it nothing: its ledger is the caller's.
   */
  public Optional<Distributor> distributor() {
    return distributor;
  }

  /**
   * The ledger of the distribution, in which what overflows counts from the offer on; empty when
   * the skill does not distribute.
   */
  public Optional<Ledger> ledger() {
    return distributor.map(shares -> shares.ledger(turns.orElseThrow()));
  }

  /** The turns of overflow, offers counted; empty when the skill does not distribute. */
  public Optional<OverflowTurns> overflowTurns() {
    return turns;
  }

  /**
   * The groups of the distribution now; none of any kind when the skill does not distribute. A
   * group of which some have not been heard yet counts as available.
   */
  public GroupAvailability situation(long now) {
    Set<String> online = new HashSet<>();
    Set<String> overwhelmed = new HashSet<>();
    for (String group : distributor.map(Distributor::groups).orElse(List.of())) {
      if (!eligibleAgents.isDeserted(group)) {
        online.add(group);
      }
      if (!eligibleAgents.hasRoom(group, agent -> true, now)
          && eligibleAgents.awaited(group).isEmpty()
          && now - openings.longestWaiting(group).orElse(now) >= policy.maxWaitTime()) {
        overwhelmed.add(group);
      }
    }
    return new GroupAvailability(online, overwhelmed);
  }

  /**
   * Whether a conversation that is about to wait here must be allotted to a group first: the skill
   * distributes, and it is allotted to no group of this skill.
   */
  public boolean needsAllotment(WaitingConversation conversation) {
    return distributor.isPresent() && conversation.group().filter(groups::contains).isEmpty();
  }

  /**
   * The conversation as it waits here by an allotment: for its group, or for everybody when that is
   * empty or the maximum wait time is over. One that is open to a single agent stays so.
   */
  public WaitingConversation allotted(
      WaitingConversation conversation, Allotment allotment, long now) {
    return conversation.withGroup(
        Optional.of(allotment.group()),
        conversation.isTargeted(policy)
            ? conversation.access()
            : accessWithin(allotment.group(), conversation.enteredAt(), now));
  }

  /**
   * The conversation as it waits here, when it needs no allotment. One that is open to a single
   * agent stays so as long as that agent serves this skill; one that is allotted to a group of this
   * skill keeps it, and is open to as many as before or more.
   */
  public WaitingConversation admitted(WaitingConversation conversation, long now) {
    if (distributor.isPresent()) {
      return conversation.isTargeted(policy) ? conversation : widened(conversation, now);
    }
    return conversation.withGroup(
        Optional.empty(), conversation.isTargeted(policy) ? conversation.access() : Access.ANYONE);
  }

  private Access accessWithin(String group, long enteredAt, long now) {
    boolean opened =
        policy.opens()
            && (now - enteredAt >= policy.maxWaitTime() || eligibleAgents.isDeserted(group));
    return opened ? Access.ANYONE : new Access.OnlyGroup(group);
  }

  /** Lets a conversation wait, as it was allotted; in the place of an older version of it. */
  public void put(WaitingConversation conversation) {
    line.find(conversation.id()).ifPresent(openings::remove);
    line.put(conversation);
    if (!conversation.refusedBy().isEmpty() && conversation.dueAt() <= reconsideredUntil) {
      reconsideredUntil = conversation.dueAt() - 1;
    }
    openings.add(conversation);
  }

  /** Lets a conversation wait no more; says what it was, if it waited here. */
  public Optional<WaitingConversation> remove(String conversation) {
    Optional<WaitingConversation> removed = line.remove(conversation);
    removed.ifPresent(openings::remove);
    return removed;
  }

  /**
   * What the ledger is to be told when this agent gets the conversation; empty when the skill does
   * not distribute, or not to the agent's group. A transfer to that agent is no overflow.
   */
  public Optional<GroupAssignment> placing(
      WaitingConversation conversation, AgentAvailability agent, long now) {
    String taker = eligibleAgents.groupOf(agent);
    if (distributor.isEmpty() || !groups.contains(taker)) {
      return Optional.empty();
    }
    Optional<String> own = conversation.group().filter(group -> !conversation.isTargeted(policy));
    Set<String> couldTake = new LinkedHashSet<>();
    if (own.isPresent() && !own.get().equals(taker)) {
      groups.stream()
          .filter(group -> !group.equals(own.get()))
          .filter(group -> group.equals(taker) || hasRoomFor(conversation, group, now))
          .forEach(couldTake::add);
    }
    return Optional.of(new GroupAssignment(own, taker, couldTake));
  }

  /** A conversation is offered by this placing: if it overflows, its group takes a turn. */
  public void offered(GroupAssignment placing) {
    turns.ifPresent(all -> all.take(placing));
  }

  /** An offer by this placing came to nothing: if it overflowed, the turn is given back. */
  public void withdrawn(GroupAssignment placing) {
    turns.ifPresent(all -> all.giveBack(placing));
  }

  /** The agent who should get this conversation now; empty when it must wait. */
  public Optional<AgentAvailability> bestAgent(WaitingConversation conversation, long now) {
    if (conversation.access() instanceof Access.OnlyAgent only) {
      return eligibleAgents.findReady(only.agent());
    }
    if (turns.isEmpty() || conversation.access() instanceof Access.OnlyGroup) {
      return bestOf(teamsOf(conversation), conversation, now);
    }
    return turn(conversation, group -> hasRoomFor(conversation, group, now))
        .flatMap(group -> bestOf(List.of(group), conversation, now));
  }

  /** The group that takes a conversation which is open to all of those that have room. */
  private Optional<String> turn(WaitingConversation conversation, Predicate<String> hasRoom) {
    return turns.orElseThrow().next(conversation.group().orElseThrow(), hasRoom);
  }

  private Optional<AgentAvailability> bestOf(
      List<String> groups, WaitingConversation conversation, long now) {
    return eligibleAgents.best(
        groups, conversation.previousAgents(), agent -> !isExcluded(conversation, agent.id(), now));
  }

  private boolean hasRoomFor(WaitingConversation conversation, String group, long now) {
    return eligibleAgents.hasRoom(group, agent -> !isExcluded(conversation, agent.id(), now), now);
  }

  /** The most urgent conversation that this agent may take now; empty when there is none. */
  public Optional<WaitingConversation> bestFor(AgentAvailability agent, long now) {
    if (line.size() == 0 || !agent.isOnline() || !agent.hasRoomFor(policy)) {
      return Optional.empty();
    }
    String group = eligibleAgents.groupOf(agent);
    return line.firstFor(
        agent.id(),
        group,
        conversation ->
            !isExcluded(conversation, agent.id(), now) && isTurnOf(group, conversation, now));
  }

  /** Whether a group may take a conversation: another may not be before it in taking turns. */
  private boolean isTurnOf(String group, WaitingConversation conversation, long now) {
    return turns.isEmpty()
        || !conversation.access().equals(Access.ANYONE)
        || turn(conversation, other -> other.equals(group) || hasRoomFor(conversation, other, now))
            .filter(group::equals)
            .isPresent();
  }

  /**
   * At most so many agents who are online, have room and are in a group to which the conversation
   * is open, the most preferred first; history and refusals are not looked at.
   */
  public List<AgentAvailability> ready(WaitingConversation conversation, int limit) {
    return eligibleAgents.preferred(teamsOf(conversation), limit);
  }

  /**
   * Whether this agent's refusal still keeps the conversation from them ({@link ExclusionRule}).
   * That of a conversation which waits for one agent does not.
   */
  public boolean isExcluded(WaitingConversation conversation, String agent, long now) {
    return conversation.refusedBy().contains(agent)
        && !conversation.isTargeted(policy)
        && refusals.exclude(conversation, teamsOf(conversation), now);
  }

  private List<String> teamsOf(WaitingConversation conversation) {
    return conversation.access() instanceof Access.OnlyGroup only ? List.of(only.group()) : groups;
  }

  /**
   * The conversation after an agent has declined, missed or returned it. When nobody is left who
   * has not, nor has yet to be heard, a new round begins in which only this agent counts as
   * refusing. A conversation that was meant for this agent alone is now for everybody else too.
   */
  public WaitingConversation refuse(WaitingConversation conversation, String agent, long now) {
    WaitingConversation open = widened(conversation, now);
    return open.withRefusedBy(refusals.after(open, teamsOf(open), agent));
  }

  /**
   * What may perhaps be given to somebody although it waited when this was last asked, the most
   * urgent first: what agents have refused and has become overdue, and, once an agent has lost room
   * or chosen something, what was kept for them.
   */
  public List<WaitingConversation> reconsidered(long now) {
    boolean freed = eligibleAgents.roomFreed() != roomFreedBefore || searchOverAt <= now;
    roomFreedBefore = eligibleAgents.roomFreed();
    searchOverAt = Long.MAX_VALUE;
    long since = freed ? Long.MIN_VALUE : reconsideredUntil;
    reconsideredUntil = Math.max(reconsideredUntil, now);
    if ((!line.hasRefused() && !takesTurns()) || !eligibleAgents.hasReady()) {
      return List.of();
    }
    Set<WaitingConversation> again = new TreeSet<>(line.refusedDueWithin(since, now));
    if (takesTurns()) {
      again.addAll(freed ? line.open(eligibleAgents.room()) : List.of());
      searchOverAt = eligibleAgents.nextSearchOver(now).orElse(Long.MAX_VALUE);
    }
    return List.copyOf(again);
  }

  private boolean takesTurns() {
    return turns.isPresent() && line.hasOpen();
  }

  /** When {@link #reconsidered} may have something by time alone; empty when it will not. */
  public OptionalLong nextReconsidered() {
    OptionalLong overdue = line.firstRefusedDueAfter(reconsideredUntil);
    return searchOverAt < overdue.orElse(Long.MAX_VALUE) ? OptionalLong.of(searchOverAt) : overdue;
  }

  /**
   * The conversation as open as it may be now. What was open to everybody stays so, and what was
   * transferred to one agent is thereafter for any agent of the skill (routing rules, section 6);
   * only strict percentages keep it to its group.
   */
  private WaitingConversation widened(WaitingConversation conversation, long now) {
    if (conversation.access().equals(Access.ANYONE)) {
      return conversation;
    }
    boolean toAll = conversation.access() instanceof Access.OnlyAgent && policy.opens();
    return conversation.withAccess(
        conversation
            .group()
            .filter(group -> !toAll)
            .map(group -> accessWithin(group, conversation.enteredAt(), now))
            .orElse(Access.ANYONE));
  }

  /**
   * What has waited the skill's maximum for its group, as open to everybody, the most urgent first.
   * To {@link #put} it is the caller's.
   */
  public List<WaitingConversation> overdue(long now) {
    return opened(openings.due(now));
  }

  /** When the next conversation opens to other groups by having waited; empty when none will. */
  public OptionalLong nextOpening() {
    return openings.nextDue();
  }

  /**
   * What waits for a group of whom nobody is online, as open to everybody, the most urgent first.
   * To {@link #put} it is the caller's.
   */
  public List<WaitingConversation> abandoned(String group) {
    return policy.opens() && eligibleAgents.isDeserted(group)
        ? opened(openings.of(group))
        : List.of();
  }

  private List<WaitingConversation> opened(List<String> conversations) {
    if (conversations.isEmpty()) {
      return List.of();
    }
    return conversations.stream()
        .map(id -> line.find(id).orElseThrow())
        .filter(conversation -> conversation.opensByItself(policy))
        .map(conversation -> conversation.withAccess(Access.ANYONE))
        .sorted()
        .toList();
  }

  /**
   * What has waited long enough for the one agent to whom it was transferred, as open to others
   * too, the most urgent first. To {@link #put} it is the caller's.
   */
  public List<WaitingConversation> expiredTargets(long now) {
    List<String> expired = openings.expiredTargets(now);
    if (expired.isEmpty()) {
      return List.of();
    }
    return expired.stream().map(id -> widened(line.find(id).orElseThrow(), now)).sorted().toList();
  }

  /** When the time of the next transfer to one agent is up; empty when nothing waits so. */
  public OptionalLong nextTargetExpiry() {
    return openings.nextTargetExpiry();
  }
}
