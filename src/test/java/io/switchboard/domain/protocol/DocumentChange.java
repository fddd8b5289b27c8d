package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.CapacitySettings;
import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.account.OfferSettings;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A random change of a document. */
enum DocumentChange {
  AGENT_REMOVED,
  AGENT_ADDED,
  AGENT_DISABLED,
  AGENT_ENABLED,
  AGENT_GIVEN_SKILL,
  AGENT_LOSES_SKILL,
  AGENT_MOVED,
  MAXIMUM,
  GROUP_RENAMED,
  SKILL_REMOVED,
  SKILL_ADDED,
  SKILL_WITHOUT_AGENTS,
  FALLBACK,
  PERCENTAGES,
  DISTRIBUTION_OFF,
  DISTRIBUTION_ON,
  DISTRIBUTION_MODE,
  DIVERT_ARRIVALS,
  MAX_WAIT_TIME,
  TRANSFER_TO_AGENT_MAX_WAIT,
  OFFERS,
  CAPACITY_MODE;

  /** The changed document, which may be invalid, or the same if there is nothing to change. */
  Account apply(Account account, Random random) {
    List<Agent> agents = new ArrayList<>(account.agents());
    List<Skill> skills = new ArrayList<>(account.skills());
    int agent = agents.isEmpty() ? 0 : random.nextInt(agents.size());
    int skill = random.nextInt(skills.size());
    boolean isLast = this == SKILL_REMOVED && skills.size() == 1;
    if ((agents.isEmpty() && this != AGENT_ADDED) || isLast) {
      return account;
    }
    AccountSettings settings = account.settings().orElseThrow();
    RandomDocument fresh = new RandomDocument(random);
    List<String> skillIds = skills.stream().map(Skill::id).toList();
    List<String> groups = account.agentGroups().stream().map(AgentGroup::id).toList();
    switch (this) {
      case AGENT_REMOVED -> agents.remove(agent);
      case AGENT_ADDED ->
          unused("a", agents.stream().map(Agent::id).toList())
              .ifPresent(id -> agents.add(fresh.agent(id, skillIds, groups)));
      case AGENT_DISABLED -> edit(agents, agent, one -> enabled(one, false));
      case AGENT_ENABLED -> agents.replaceAll(one -> enabled(one, true));
      case AGENT_GIVEN_SKILL -> edit(agents, agent, one -> withSkill(one, skillIds.get(skill)));
      case AGENT_LOSES_SKILL -> edit(agents, agent, one -> withoutSkill(one, skillIds.get(skill)));
      case AGENT_MOVED -> edit(agents, agent, one -> inGroup(one, pick(groups, random)));
      case MAXIMUM -> edit(agents, agent, one -> maximum(one, random.nextInt(4)));
      case GROUP_RENAMED -> {
        return renamed(account, pick(groups, random));
      }
      case SKILL_REMOVED -> {
        String gone = skills.remove(skill).id();
        agents.replaceAll(one -> withoutSkill(one, gone));
        settings = new RandomDocument(random).settings(List.of("-1"));
      }
      case SKILL_ADDED ->
          unused("s", skillIds).ifPresent(id -> skills.add(fresh.skill(id, skillIds, groups)));
      case SKILL_WITHOUT_AGENTS ->
          settings = withoutAgents(settings, pick(List.of(SkillWithoutAgents.values()), random));
      case FALLBACK ->
          edit(skills, skill, one -> fallback(one, Optional.of(pick(skillIds, random))));
      case PERCENTAGES -> edit(skills, skill, one -> shared(one, d -> percentages(d, fresh)));
      case DISTRIBUTION_OFF -> edit(skills, skill, one -> shared(one, d -> enabled(d, false)));
      case DISTRIBUTION_ON ->
          edit(
              skills,
              skill,
              one ->
                  one.distribution().isPresent()
                      ? shared(one, d -> enabled(d, true))
                      : withPlan(one, fresh.distribution(groups)));
      case DISTRIBUTION_MODE -> edit(skills, skill, one -> shared(one, DocumentChange::otherMode));
      case DIVERT_ARRIVALS -> edit(skills, skill, one -> shared(one, DocumentChange::otherDivert));
      case MAX_WAIT_TIME ->
          edit(skills, skill, one -> maxWait(one, pick(List.of(0, 3, 30, 120), random)));
      case TRANSFER_TO_AGENT_MAX_WAIT ->
          settings = targetWait(settings, pick(List.of(0, 3, 20, 7200), random));
      case OFFERS -> settings = offers(settings, random);
      case CAPACITY_MODE -> settings = capacityMode(settings, random);
      default -> throw new IllegalStateException();
    }
    return new Account(
        account.name(), Optional.of(settings), skills, account.agentGroups(), agents);
  }

  private static <T> void edit(List<T> all, int which, UnaryOperator<T> change) {
    all.set(which, change.apply(all.get(which)));
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Optional<String> unused(String kind, List<String> used) {
    return RandomDocument.names(kind, 7).stream().filter(id -> !used.contains(id)).findFirst();
  }

  // --- groups ---

  private static Account renamed(Account account, String group) {
    String other = group + "x";
    UnaryOperator<GroupShare> share =
        one -> one.group().equals(group) ? new GroupShare(other, one.percent()) : one;
    return new Account(
        account.name(),
        account.settings(),
        account.skills().stream()
            .map(
                skill ->
                    shared(
                        skill,
                        d ->
                            new DistributionSettings(
                                d.enabled(),
                                d.mode(),
                                d.divertArrivals(),
                                d.primary().stream().map(share).toList(),
                                d.secondary().stream().map(share).toList())))
            .toList(),
        account.agentGroups().stream()
            .map(one -> one.id().equals(group) ? new AgentGroup(other, one.name()) : one)
            .toList(),
        account.agents().stream()
            .map(one -> one.group().equals(Optional.of(group)) ? inGroup(one, other) : one)
            .toList());
  }

  // --- agents ---

  static Agent enabled(Agent one, boolean enabled) {
    return new Agent(
        one.id(),
        one.name(),
        one.group(),
        one.skills(),
        one.maxConversations(),
        Optional.of(enabled));
  }

  private static Agent withSkill(Agent one, String skill) {
    List<String> skills = new ArrayList<>(withoutSkill(one, skill).skills());
    skills.add(skill);
    return skilled(one, skills);
  }

  static Agent withoutSkill(Agent one, String skill) {
    return skilled(one, one.skills().stream().filter(id -> !id.equals(skill)).toList());
  }

  private static Agent skilled(Agent one, List<String> skills) {
    return new Agent(
        one.id(), one.name(), one.group(), skills, one.maxConversations(), one.enabled());
  }

  private static Agent inGroup(Agent one, String group) {
    return new Agent(
        one.id(),
        one.name(),
        Optional.of(group),
        one.skills(),
        one.maxConversations(),
        one.enabled());
  }

  private static Agent maximum(Agent one, int maximum) {
    return new Agent(
        one.id(), one.name(), one.group(), one.skills(), Optional.of(maximum), one.enabled());
  }

  // --- skills ---

  private static Skill shared(Skill skill, UnaryOperator<DistributionSettings> change) {
    return skill.distribution().map(plan -> withPlan(skill, change.apply(plan))).orElse(skill);
  }

  private static Skill withPlan(Skill one, DistributionSettings plan) {
    return with(one, one.maxWaitTime(), one.fallbackSkill(), Optional.of(plan));
  }

  private static Skill maxWait(Skill one, int seconds) {
    return with(
        one, Optional.of(Duration.ofSeconds(seconds)), one.fallbackSkill(), one.distribution());
  }

  private static Skill fallback(Skill one, Optional<String> skill) {
    return with(
        one, one.maxWaitTime(), skill.filter(other -> !other.equals(one.id())), one.distribution());
  }

  private static Skill with(
      Skill one,
      Optional<Duration> maxWait,
      Optional<String> fallback,
      Optional<DistributionSettings> distribution) {
    return new Skill(
        one.id(),
        one.name(),
        maxWait,
        one.responseTime(),
        fallback,
        one.fallbackWhenAllAway(),
        one.transferTo(),
        one.transferToAgentMaxWait(),
        one.autoClose(),
        one.dynamicCapacity(),
        distribution);
  }

  private static DistributionSettings percentages(DistributionSettings d, RandomDocument fresh) {
    return new DistributionSettings(
        d.enabled(),
        d.mode(),
        d.divertArrivals(),
        fresh.shares(NaiveRules.names(d.primary())),
        fresh.shares(NaiveRules.names(d.secondary())));
  }

  private static DistributionSettings enabled(DistributionSettings d, boolean enabled) {
    return new DistributionSettings(
        Optional.of(enabled), d.mode(), d.divertArrivals(), d.primary(), d.secondary());
  }

  private static DistributionSettings otherMode(DistributionSettings d) {
    DistributionMode other =
        NaiveRules.isStatic(d) ? DistributionMode.CASCADE : DistributionMode.STATIC;
    return new DistributionSettings(
        d.enabled(), Optional.of(other), d.divertArrivals(), d.primary(), d.secondary());
  }

  private static DistributionSettings otherDivert(DistributionSettings d) {
    return new DistributionSettings(
        d.enabled(),
        d.mode(),
        Optional.of(!d.divertArrivals().orElse(true)),
        d.primary(),
        d.secondary());
  }

  // --- settings ---

  private static AccountSettings withoutAgents(AccountSettings s, SkillWithoutAgents without) {
    return with(s, Optional.of(without), s.capacity(), s.offers(), s.transferToAgentMaxWait());
  }

  private static AccountSettings targetWait(AccountSettings s, int seconds) {
    return with(
        s,
        s.skillWithoutAgents(),
        s.capacity(),
        s.offers(),
        Optional.of(Duration.ofSeconds(seconds)));
  }

  private static AccountSettings offers(AccountSettings s, Random random) {
    OfferMode mode = random.nextInt(3) > 0 ? OfferMode.RING : OfferMode.AUTO_ACCEPT;
    OfferSettings offers =
        new OfferSettings(
            Optional.of(mode),
            Optional.of(Duration.ofSeconds(pick(List.of(2, 5, 30), random))),
            Optional.of(random.nextInt(4)));
    return with(
        s, s.skillWithoutAgents(), s.capacity(), Optional.of(offers), s.transferToAgentMaxWait());
  }

  private static AccountSettings capacityMode(AccountSettings s, Random random) {
    CapacitySettings before = s.capacity().orElseThrow();
    CapacitySettings capacity =
        new CapacitySettings(
            Optional.of(pick(List.of(CapacityMode.values()), random)),
            before.maxConversations(),
            before.dynamic());
    return with(
        s, s.skillWithoutAgents(), Optional.of(capacity), s.offers(), s.transferToAgentMaxWait());
  }

  private static AccountSettings with(
      AccountSettings s,
      Optional<SkillWithoutAgents> without,
      Optional<CapacitySettings> capacity,
      Optional<OfferSettings> offers,
      Optional<Duration> targetWait) {
    return new AccountSettings(
        s.defaultSkill(),
        s.fallbackSkill(),
        without,
        s.responseTime(),
        capacity,
        offers,
        s.agentPreferences(),
        s.credits(),
        s.skillRules(),
        targetWait,
        s.returnWhenOffline(),
        s.autoClose());
  }
}
