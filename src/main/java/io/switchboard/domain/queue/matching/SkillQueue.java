package io.switchboard.domain.queue.matching;

import io.switchboard.domain.account.SkillPolicy;
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
 * The matching rules of one skill: its waiting conversations, its agents, and the groups to which
 * conversations are allotted. It finds the best agent for a conversation and the best conversation
 * for an agent. Only the caller changes it. Times are nanoseconds of the caller's clock.
 */
public final class SkillQueue {
  private static final List<String> EVERYBODY = List.of(EligibleAgents.EVERYBODY);

  private final SkillPolicy policy;
  private final WaitingIndex waiting = new WaitingIndex();
  private final EligibleAgents eligibleAgents;
  private final ExclusionRule refusals;
  private final Optional<Distributor> distributor;
  private final Optional<OverflowTurns> turns;
  private final List<String> groups;
  private final AccessSchedule access;
  private long reconsideredUntil = Long.MIN_VALUE;
  private long capacityFreedBefore;
  private long searchOverAt = Long.MAX_VALUE;

  /**
   * An empty queue without known agents. The overflow turns also count the offers that are not
   * accepted yet.
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
          "the distributor of " + policy.id() + " does not match its policy");
    }
    this.policy = policy;
    this.eligibleAgents = new EligibleAgents(policy, order);
    this.refusals = new ExclusionRule(policy, eligibleAgents);
    this.access = new AccessSchedule(policy, eligibleAgents, waiting);
    this.distributor = distributor;
    this.turns = turns;
    this.groups = distributor.map(Distributor::groups).orElse(EVERYBODY);
  }

  public SkillPolicy policy() {
    return policy;
  }

  public WaitingIndex waiting() {
    return waiting;
  }

  public EligibleAgents eligibleAgents() {
    return eligibleAgents;
  }

  /** The agents to whom the waiting conversations are open, now and later. */
  public AccessSchedule access() {
    return access;
  }

  /** The agent groups of the distribution; the one group of all agents if there is none. */
  public List<String> groups() {
    return groups;
  }

  /** The ledger, with overflows counted from their offers; empty without a distribution. */
  public Optional<Ledger> ledger() {
    return distributor.map(shares -> shares.ledger(turns.orElseThrow()));
  }

  /** The overflow turns, including those of offers; empty when the skill does not distribute. */
  public Optional<OverflowTurns> overflowTurns() {
    return turns;
  }

  /**
   * The availability of the groups of the distribution; empty sets when the skill does not
   * distribute. A group counts as available while a report of one of its agents is awaited.
   */
  public GroupAvailability situation(long now) {
    Set<String> online = new HashSet<>();
    Set<String> overwhelmed = new HashSet<>();
    for (String group : distributor.isPresent() ? groups : List.<String>of()) {
      if (!eligibleAgents.isDeserted(group)) {
        online.add(group);
      }
      if (!eligibleAgents.hasCapacity(group, agent -> true, now)
          && eligibleAgents.awaited(group).isEmpty()
          && now - access.longestWaiting(group).orElse(now) >= policy.maxWaitTime()) {
        overwhelmed.add(group);
      }
    }
    return new GroupAvailability(online, overwhelmed);
  }

  /** Whether the skill distributes and the conversation has no group of its distribution. */
  public boolean needsAllotment(WaitingConversation conversation) {
    return distributor.isPresent() && conversation.group().filter(groups::contains).isEmpty();
  }

  /** Adds a conversation that needs no allotment, or replaces an older version of it. */
  public void put(WaitingConversation conversation) {
    waiting.find(conversation.id()).ifPresent(access::remove);
    waiting.put(conversation);
    if (!conversation.refusedBy().isEmpty() && conversation.dueAt() <= reconsideredUntil) {
      reconsideredUntil = conversation.dueAt() - 1;
    }
    access.add(conversation);
  }

  /** Removes a conversation and returns it, if it waited here. */
  public Optional<WaitingConversation> remove(String conversation) {
    Optional<WaitingConversation> removed = waiting.remove(conversation);
    removed.ifPresent(access::remove);
    return removed;
  }

  /**
   * The group assignment that the ledger counts if this agent gets the conversation; empty when the
   * skill does not distribute, or not to the agent's group. A transfer to that agent is no
   * overflow.
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
          .filter(group -> group.equals(taker) || hasCapacityFor(conversation, group, now))
          .forEach(couldTake::add);
    }
    return Optional.of(new GroupAssignment(own, taker, couldTake));
  }

  /** Records an offer. If it is an overflow, the group of the agent takes a turn. */
  public void offered(GroupAssignment placing) {
    turns.ifPresent(all -> all.take(placing));
  }

  /** Records that an offer was not accepted. If it was an overflow, the turn is given back. */
  public void withdrawn(GroupAssignment placing) {
    turns.ifPresent(all -> all.giveBack(placing));
  }

  /** The agent who should get this conversation now; empty when it must wait. */
  public Optional<AgentAvailability> bestAgent(WaitingConversation conversation, long now) {
    if (conversation.access() instanceof Access.OnlyAgent only) {
      return eligibleAgents.findReady(only.agent());
    }
    if (turns.isEmpty() || conversation.access() instanceof Access.OnlyGroup) {
      return bestOf(groupsOf(conversation), conversation, now);
    }
    return turn(conversation, group -> hasCapacityFor(conversation, group, now))
        .flatMap(group -> bestOf(List.of(group), conversation, now));
  }

  /** The group whose turn it is to take a conversation that is open to all groups with capacity. */
  private Optional<String> turn(WaitingConversation conversation, Predicate<String> hasCapacity) {
    return turns.orElseThrow().next(conversation.group().orElseThrow(), hasCapacity);
  }

  private Optional<AgentAvailability> bestOf(
      List<String> groups, WaitingConversation conversation, long now) {
    return eligibleAgents.best(
        groups, conversation.previousAgents(), agent -> !isExcluded(conversation, agent.id(), now));
  }

  private boolean hasCapacityFor(WaitingConversation conversation, String group, long now) {
    return eligibleAgents.hasCapacity(
        group, agent -> !isExcluded(conversation, agent.id(), now), now);
  }

  /** The most urgent conversation that this agent may take now; empty when there is none. */
  public Optional<WaitingConversation> bestFor(AgentAvailability agent, long now) {
    if (waiting.size() == 0 || !agent.isOnline() || !agent.hasCapacityFor(policy)) {
      return Optional.empty();
    }
    String group = eligibleAgents.groupOf(agent);
    return waiting.firstFor(
        agent.id(),
        group,
        conversation ->
            !isExcluded(conversation, agent.id(), now) && isTurnOf(group, conversation, now));
  }

  /** Whether a group may take a conversation: no other group with capacity has the turn. */
  private boolean isTurnOf(String group, WaitingConversation conversation, long now) {
    return turns.isEmpty()
        || !conversation.access().equals(Access.ANYONE)
        || turn(
                conversation,
                other -> other.equals(group) || hasCapacityFor(conversation, other, now))
            .filter(group::equals)
            .isPresent();
  }

  /** The most preferred ready agents to whom it is open, apart from history and refusals. */
  public List<AgentAvailability> ready(WaitingConversation conversation, int limit) {
    return eligibleAgents.preferred(groupsOf(conversation), limit);
  }

  /**
   * Whether this agent is excluded from the conversation because of a refusal ({@link
   * ExclusionRule}). No agent is excluded from a conversation that waits for one agent.
   */
  public boolean isExcluded(WaitingConversation conversation, String agent, long now) {
    return conversation.refusedBy().contains(agent)
        && !conversation.isTargeted(policy)
        && refusals.exclude(conversation, groupsOf(conversation), now);
  }

  private List<String> groupsOf(WaitingConversation conversation) {
    return conversation.access() instanceof Access.OnlyGroup only ? List.of(only.group()) : groups;
  }

  /**
   * The conversation after an agent has declined, missed or returned it. If no other agent is left,
   * and no report of another agent is awaited, a new round begins, in which only this agent's
   * refusal counts. A conversation that was open to one agent only is opened to others.
   */
  public WaitingConversation refuse(WaitingConversation conversation, String agent, long now) {
    WaitingConversation open = access.widened(conversation, now);
    return open.withRefusedBy(refusals.after(open, groupsOf(open), agent));
  }

  /**
   * The conversations for which an agent may have become available since the last call, the most
   * urgent first: refused conversations that have become overdue and, after an agent has lost
   * capacity or ended a work search, conversations that were kept for that agent or their group.
   */
  public List<WaitingConversation> reconsidered(long now) {
    boolean freed = eligibleAgents.capacityFreed() != capacityFreedBefore || searchOverAt <= now;
    capacityFreedBefore = eligibleAgents.capacityFreed();
    searchOverAt = Long.MAX_VALUE;
    long since = freed ? Long.MIN_VALUE : reconsideredUntil;
    reconsideredUntil = Math.max(reconsideredUntil, now);
    if ((!waiting.hasRefused() && !takesTurns()) || !eligibleAgents.hasReady()) {
      return List.of();
    }
    Set<WaitingConversation> again = new TreeSet<>(waiting.refusedDueWithin(since, now));
    if (takesTurns()) {
      again.addAll(freed ? waiting.open(eligibleAgents.freeCapacity()) : List.of());
      searchOverAt = eligibleAgents.nextSearchOver(now).orElse(Long.MAX_VALUE);
    }
    return List.copyOf(again);
  }

  private boolean takesTurns() {
    return turns.isPresent() && waiting.hasOpen();
  }

  /** When {@link #reconsidered} may return a conversation by time alone; empty when it will not. */
  public OptionalLong nextReconsidered() {
    OptionalLong overdue = waiting.firstRefusedDueAfter(reconsideredUntil);
    return searchOverAt < overdue.orElse(Long.MAX_VALUE) ? OptionalLong.of(searchOverAt) : overdue;
  }
}
