package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.CapacitySettings;
import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.DynamicCapacity;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillWithoutAgents;
import io.switchboard.domain.protocol.NaiveFacts.Conversation;
import io.switchboard.domain.protocol.NaiveFacts.Desk;
import io.switchboard.domain.protocol.NaiveFacts.InHand;
import io.switchboard.domain.routing.Presence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sections 2, 3 and 5 of the routing rules, written from their text alone: plain loops over the
 * document and over all agents. Where the text permits two answers, <i>must</i> is the demand of
 * all readings and <i>may</i> the permission of any reading.
 */
record NaiveRules(NaiveFacts facts) {

  // --- the document ---

  AccountSettings settings() {
    return facts.account().settings().orElse(AccountSettings.DEFAULT);
  }

  Optional<Skill> skill(String id) {
    if (id.equals(Account.UNASSIGNED)) {
      return Optional.of(Skill.of(id));
    }
    return facts.account().skills().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  Optional<Agent> agent(String id) {
    return facts.account().agents().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  static boolean isEnabled(Agent agent) {
    return agent.enabled().orElse(true);
  }

  boolean has(Agent agent, String skill) {
    return isEnabled(agent) && (skill.equals(Account.UNASSIGNED) || agent.skills().contains(skill));
  }

  /** Whether the skill may give the agent conversations: a distributed skill excludes some. */
  boolean serves(Agent agent, String skill) {
    Optional<DistributionSettings> plan = plan(skill);
    return has(agent, skill)
        && (plan.isEmpty()
            || agent.group().filter(group -> groups(plan.get()).contains(group)).isPresent());
  }

  Optional<DistributionSettings> plan(String skill) {
    return skill(skill)
        .flatMap(Skill::distribution)
        .filter(distribution -> distribution.enabled().orElse(true));
  }

  static boolean isStatic(DistributionSettings plan) {
    return plan.mode().orElse(DistributionMode.CASCADE) == DistributionMode.STATIC;
  }

  static List<String> names(List<GroupShare> tier) {
    return tier.stream().map(GroupShare::group).toList();
  }

  static List<String> groups(DistributionSettings plan) {
    List<String> all = new ArrayList<>(names(plan.primary()));
    all.addAll(names(plan.secondary()));
    return all;
  }

  long maxWait(String skill) {
    return skill(skill).flatMap(Skill::maxWaitTime).orElse(Duration.ofMinutes(2)).toNanos();
  }

  long transferToAgentMaxWait(String skill) {
    return skill(skill)
        .flatMap(Skill::transferToAgentMaxWait)
        .or(settings()::transferToAgentMaxWait)
        .orElse(Duration.ofHours(2))
        .toNanos();
  }

  // --- section 2: agents of a skill, and their presence ---

  boolean somebodyHas(String skill) {
    return facts.account().agents().stream().anyMatch(agent -> has(agent, skill));
  }

  boolean somebodyServes(String skill) {
    return facts.account().agents().stream().anyMatch(agent -> serves(agent, skill));
  }

  boolean somebodyIsOnlineFor(String skill) {
    return facts.account().agents().stream()
        .anyMatch(agent -> serves(agent, skill) && isOnline(agent.id()));
  }

  boolean isOnline(String agent) {
    return facts.desk(agent).presence() == Presence.ONLINE;
  }

  Optional<String> fallbackOf(String skill) {
    return skill.equals(Account.UNASSIGNED)
        ? Optional.empty()
        : skill(skill)
            .flatMap(Skill::fallbackSkill)
            .or(settings()::fallbackSkill)
            .filter(other -> !other.equals(skill));
  }

  /** Whether the skill has agents that its distribution excludes, so that readings differ. */
  boolean isUnclear(String skill) {
    return facts.account().agents().stream()
        .anyMatch(agent -> has(agent, skill) && !serves(agent, skill));
  }

  /** The reason why a conversation must leave its skill; empty if it may stay. */
  Optional<String> mustLeave(Conversation conversation) {
    String skill = conversation.skill();
    if (skill(skill).isEmpty()) {
      return Optional.of("its skill does not exist");
    }
    if (skill.equals(Account.UNASSIGNED) || isUnclear(skill)) {
      return Optional.empty();
    }
    if (!somebodyHas(skill)) {
      return switch (settings().skillWithoutAgents().orElse(SkillWithoutAgents.UNASSIGNED)) {
        case UNASSIGNED -> Optional.of("no agent has its skill: it goes to -1");
        case FALLBACK -> fallbackOf(skill).map(to -> "no agent has its skill: it goes to " + to);
        case REMAIN -> Optional.empty();
      };
    }
    if (conversation.assignedBefore() || !isAbsent(skill)) {
      return Optional.empty();
    }
    for (Optional<String> to = fallbackOf(skill); to.isPresent(); to = fallbackOf(to.get())) {
      if (isUnclear(to.get())) {
        return Optional.empty();
      }
      if (somebodyIsOnlineFor(to.get())) {
        return Optional.of("nobody is online, and somebody is for its fallback " + to.get());
      }
    }
    return Optional.empty();
  }

  boolean isAbsent(String skill) {
    boolean awayCounts = skill(skill).flatMap(Skill::fallbackWhenAllAway).orElse(true);
    for (Agent agent : facts.account().agents()) {
      Presence presence = facts.desk(agent.id()).presence();
      boolean isThere = awayCounts ? presence == Presence.ONLINE : presence != Presence.OFFLINE;
      if (has(agent, skill) && isThere) {
        return false;
      }
    }
    return true;
  }

  // --- section 3.1: capacity ---

  CapacityMode mode() {
    return settings()
        .capacity()
        .flatMap(CapacitySettings::mode)
        .orElse(CapacityMode.MAX_CONCURRENT);
  }

  int maximum(Agent agent) {
    return agent
        .maxConversations()
        .or(() -> settings().capacity().flatMap(CapacitySettings::maxConversations))
        .orElse(4);
  }

  boolean hasRoom(Agent agent, String skill) {
    return hasRoom(agent, facts.desk(agent.id()), skill);
  }

  boolean hasRoom(Agent agent, Desk desk, String skill) {
    if (mode() == CapacityMode.MAX_CONCURRENT) {
      return desk.inHand().size() < maximum(agent);
    }
    BigDecimal load = BigDecimal.ZERO;
    for (InHand one : desk.inHand()) {
      load = load.add(weight(one));
    }
    BigDecimal limit =
        BigDecimal.valueOf(maximum(agent))
            .add(value(skill, DynamicCapacity::overdraft, new BigDecimal("0.5")));
    return load.add(activeWeight(skill)).compareTo(limit) <= 0;
  }

  private BigDecimal activeWeight(String skill) {
    return value(skill, DynamicCapacity::activeWeight, BigDecimal.ONE);
  }

  private BigDecimal weight(InHand one) {
    boolean isActive = one.rings() || one.agentWroteAt().isEmpty();
    if (!isActive) {
      long repliedAt = one.agentWroteAt().get();
      long slow =
          value(one.skill(), DynamicCapacity::slowReplyAfter, Duration.ofHours(2)).toNanos();
      long after =
          value(one.skill(), DynamicCapacity::inactiveAfter, Duration.ofMinutes(4)).toNanos();
      isActive = repliedAt - one.consumerWroteAt() <= slow && facts.now() - repliedAt < after;
    }
    return isActive
        ? activeWeight(one.skill())
        : value(one.skill(), DynamicCapacity::inactiveWeight, new BigDecimal("0.1"));
  }

  private <T> T value(String skill, Function<DynamicCapacity, Optional<T>> member, T otherwise) {
    return skill(skill)
        .flatMap(Skill::dynamicCapacity)
        .flatMap(member)
        .or(() -> settings().capacity().flatMap(CapacitySettings::dynamic).flatMap(member))
        .orElse(otherwise);
  }

  // --- sections 3 and 5: eligibility ---

  boolean mustBeOpenTo(Conversation conversation, Agent agent) {
    return isOpenTo(conversation, agent, conversation.isOpened());
  }

  boolean mayBeOpenTo(Conversation conversation, Agent agent) {
    return isOpenTo(conversation, agent, conversation.mayBeOpened());
  }

  private boolean isOpenTo(Conversation conversation, Agent agent, boolean isOpened) {
    if (!serves(agent, conversation.skill())) {
      return false;
    }
    if (conversation.target().isPresent()) {
      return conversation.target().get().equals(agent.id());
    }
    return plan(conversation.skill()).isEmpty()
        || isOpened
        || agent.group().equals(conversation.group());
  }

  /** Whether the agent is eligible apart from refusals. */
  boolean couldTake(Conversation conversation, Agent agent) {
    return isOnline(agent.id())
        && mustBeOpenTo(conversation, agent)
        && hasRoom(agent, conversation.skill());
  }

  /**
   * Whether a waiting conversation must be placed because this agent is eligible and has capacity.
   */
  boolean mustTake(Conversation conversation, Agent agent) {
    return couldTake(conversation, agent) && !isExcluded(conversation, agent);
  }

  /** Whether a refusal may exclude the agent, by any reading. */
  boolean isExcluded(Conversation conversation, Agent agent) {
    if (!conversation.refusedBy().contains(agent.id()) || conversation.target().isPresent()) {
      return false;
    }
    boolean isAlone = true;
    boolean everybodyRefused =
        conversation.round().contains(agent.id())
            && !conversation.lastRefusedBy().equals(Optional.of(agent.id()));
    boolean anotherHasRoom = false;
    for (Agent other : facts.account().agents()) {
      boolean isThere = isOnline(other.id()) && mayBeOpenTo(conversation, other);
      if (isThere && !other.id().equals(agent.id())) {
        isAlone = false;
        everybodyRefused &= conversation.round().contains(other.id());
        anotherHasRoom |= hasRoom(other, conversation.skill());
      }
    }
    boolean isOverdue = facts.now() > conversation.dueAt() && !anotherHasRoom;
    return !isAlone && !isOverdue && !everybodyRefused;
  }

  // --- section 5: groups ---

  boolean isOnline(String skill, String group) {
    return anybody(skill, group, agent -> isOnline(agent.id()));
  }

  /** Whether an agent of the group has capacity for it and has not refused it. */
  boolean isReady(Conversation conversation, String group) {
    return anybody(
        conversation.skill(),
        group,
        agent ->
            isOnline(agent.id())
                && hasRoom(agent, conversation.skill())
                && !conversation.refusedBy().contains(agent.id()));
  }

  /** Section 5, availability. */
  boolean isAvailable(String skill, String group) {
    if (!isOnline(skill, group)) {
      return false;
    }
    boolean hasRoom = anybody(skill, group, agent -> isOnline(agent.id()) && hasRoom(agent, skill));
    return hasRoom || longestWait(skill, group) < maxWait(skill);
  }

  private long longestWait(String skill, String group) {
    long longest = 0;
    for (Conversation one : facts.conversations().values()) {
      if (one.waitsOrRings()
          && one.skill().equals(skill)
          && one.group().equals(Optional.of(group))) {
        longest = Math.max(longest, facts.now() - one.enteredAt());
      }
    }
    return longest;
  }

  private boolean anybody(String skill, String group, Function<Agent, Boolean> test) {
    return facts.account().agents().stream()
        .filter(agent -> has(agent, skill) && agent.group().equals(Optional.of(group)))
        .anyMatch(test::apply);
  }
}
