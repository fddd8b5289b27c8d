package io.switchboard.domain.protocol;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.account.OfferSettings;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillWithoutAgents;
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
      case AGENT_MOVED -> set(agents, agent, "group", fresh.oneOf(groups));
      case MAXIMUM -> set(agents, agent, "maxConversations", random.nextInt(4));
      case GROUP_RENAMED -> {
        return renamed(account, fresh.oneOf(groups));
      }
      case SKILL_REMOVED -> {
        String gone = skills.remove(skill).id();
        agents.replaceAll(one -> withoutSkill(one, gone));
        settings = fresh.settings(List.of("-1"));
      }
      case SKILL_ADDED ->
          unused("s", skillIds).ifPresent(id -> skills.add(fresh.skill(id, skillIds, groups)));
      case SKILL_WITHOUT_AGENTS ->
          settings =
              Records.with(
                  settings,
                  "skillWithoutAgents",
                  fresh.oneOf(List.of(SkillWithoutAgents.values())));
      case FALLBACK -> {
        Optional<String> other = Optional.of(fresh.oneOf(skillIds));
        set(skills, skill, "fallbackSkill", other.filter(id -> !id.equals(skillIds.get(skill))));
      }
      case PERCENTAGES -> edit(skills, skill, one -> shared(one, d -> percentages(d, fresh)));
      case DISTRIBUTION_OFF ->
          edit(skills, skill, one -> shared(one, d -> Records.with(d, "enabled", false)));
      case DISTRIBUTION_ON ->
          edit(
              skills,
              skill,
              one ->
                  one.distribution().isPresent()
                      ? shared(one, d -> Records.with(d, "enabled", true))
                      : Records.with(one, "distribution", fresh.distribution(groups)));
      case DISTRIBUTION_MODE -> edit(skills, skill, one -> shared(one, DocumentChange::otherMode));
      case DIVERT_ARRIVALS -> edit(skills, skill, one -> shared(one, DocumentChange::otherDivert));
      case MAX_WAIT_TIME -> set(skills, skill, "maxWaitTime", fresh.seconds(0, 3, 30, 120));
      case TRANSFER_TO_AGENT_MAX_WAIT ->
          settings =
              Records.with(settings, "transferToAgentMaxWait", fresh.seconds(0, 3, 20, 7200));
      case OFFERS -> settings = Records.with(settings, "offers", offers(fresh));
      case CAPACITY_MODE -> {
        CapacityMode mode = fresh.oneOf(List.of(CapacityMode.values()));
        settings =
            Records.with(
                settings,
                "capacity",
                Records.with(settings.capacity().orElseThrow(), "mode", mode));
      }
      default -> throw new IllegalStateException();
    }
    return Records.with(account, "settings", settings, "skills", skills, "agents", agents);
  }

  private static <T extends Record> void set(List<T> all, int which, String component, Object to) {
    edit(all, which, one -> Records.with(one, component, to));
  }

  private static <T> void edit(List<T> all, int which, UnaryOperator<T> change) {
    all.set(which, change.apply(all.get(which)));
  }

  private static Optional<String> unused(String kind, List<String> used) {
    return RandomDocument.names(kind, 7).stream().filter(id -> !used.contains(id)).findFirst();
  }

  // --- groups ---

  private static Account renamed(Account account, String group) {
    String other = group + "x";
    UnaryOperator<GroupShare> share =
        one -> one.group().equals(group) ? new GroupShare(other, one.percent()) : one;
    return Records.with(
        account,
        "skills",
        account.skills().stream()
            .map(skill -> shared(skill, plan -> renamed(plan, share)))
            .toList(),
        "agentGroups",
        account.agentGroups().stream()
            .map(one -> one.id().equals(group) ? new AgentGroup(other, one.name()) : one)
            .toList(),
        "agents",
        account.agents().stream()
            .map(
                one ->
                    one.group().equals(Optional.of(group))
                        ? Records.with(one, "group", other)
                        : one)
            .toList());
  }

  private static DistributionSettings renamed(
      DistributionSettings plan, UnaryOperator<GroupShare> share) {
    return Records.with(
        plan,
        "primary",
        plan.primary().stream().map(share).toList(),
        "secondary",
        plan.secondary().stream().map(share).toList());
  }

  // --- agents ---

  static Agent enabled(Agent one, boolean enabled) {
    return Records.with(one, "enabled", enabled);
  }

  private static Agent withSkill(Agent one, String skill) {
    List<String> skills = new ArrayList<>(withoutSkill(one, skill).skills());
    skills.add(skill);
    return Records.with(one, "skills", skills);
  }

  static Agent withoutSkill(Agent one, String skill) {
    return Records.with(
        one, "skills", one.skills().stream().filter(id -> !id.equals(skill)).toList());
  }

  // --- distribution and offers ---

  private static Skill shared(Skill skill, UnaryOperator<DistributionSettings> change) {
    return skill
        .distribution()
        .map(plan -> Records.with(skill, "distribution", change.apply(plan)))
        .orElse(skill);
  }

  private static DistributionSettings percentages(DistributionSettings d, RandomDocument fresh) {
    return Records.with(
        d,
        "primary",
        fresh.shares(NaiveRules.names(d.primary())),
        "secondary",
        fresh.shares(NaiveRules.names(d.secondary())));
  }

  private static DistributionSettings otherMode(DistributionSettings d) {
    boolean isStatic = NaiveRules.isStatic(d);
    return Records.with(d, "mode", isStatic ? DistributionMode.CASCADE : DistributionMode.STATIC);
  }

  private static DistributionSettings otherDivert(DistributionSettings d) {
    return Records.with(d, "divertArrivals", !d.divertArrivals().orElse(true));
  }

  private static OfferSettings offers(RandomDocument fresh) {
    OfferMode mode = fresh.random.nextInt(3) > 0 ? OfferMode.RING : OfferMode.AUTO_ACCEPT;
    return new OfferSettings(
        Optional.of(mode),
        Optional.of(fresh.seconds(2, 5, 30)),
        Optional.of(fresh.random.nextInt(4)));
  }
}
