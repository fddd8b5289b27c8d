package io.switchboard.domain.protocol;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.CapacitySettings;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.DynamicCapacity;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.account.OfferSettings;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillRule;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Small random accounts with short times, which cover all features of the protocol. */
class RandomConfiguration extends RandomDocument {
  private static final int CHANGES_TRIED = 20;

  /** Short enough to refuse some conversations. */
  private static final int SHORT_LINE = 2;

  private final int longestLine;
  private Account account;

  RandomConfiguration(Random random) {
    super(random);
    this.longestLine = chance(25) ? SHORT_LINE : Integer.MAX_VALUE;
    account = account();
  }

  /** The limit of conversations in one queue. */
  int longestLine() {
    return longestLine;
  }

  AccountPolicy policy(long revision) {
    return AccountPolicy.of(account, revision);
  }

  List<String> skills() {
    return account.skills().stream().map(Skill::id).toList();
  }

  List<String> agents() {
    return account.agents().stream().map(Agent::id).toList();
  }

  // --- creation ---

  @Override
  Account anything() {
    return mixed(names("g", 2 + random.nextInt(2)), 4);
  }

  @Override
  AccountSettings settings(List<String> skills) {
    return new AccountSettings(
        maybe(30, () -> oneOf(skills)),
        maybe(20, () -> oneOf(skills)),
        maybe(70, () -> oneOf(SkillWithoutAgents.values())),
        Optional.of(
            new ResponseTime(
                Optional.of(seconds(60)),
                maybe(30, () -> seconds(30)),
                maybe(50, () -> seconds(10)))),
        Optional.of(
            new CapacitySettings(
                Optional.of(chance(70) ? CapacityMode.MAX_CONCURRENT : CapacityMode.DYNAMIC),
                Optional.of(1 + random.nextInt(2)),
                Optional.of(weights()))),
        Optional.of(
            new OfferSettings(
                Optional.of(chance(55) ? OfferMode.RING : OfferMode.AUTO_ACCEPT),
                Optional.of(seconds(2, 5, 15)),
                Optional.of(random.nextInt(4)))),
        Optional.empty(),
        List.of(new Credit(urgent(), seconds(20))),
        chance(20) ? List.of(new SkillRule(urgent(), oneOf(skills))) : List.of(),
        Optional.of(seconds(3, 20)),
        maybe(30, () -> seconds(10)),
        maybe(30, () -> seconds(8, 30)),
        Optional.empty());
  }

  private static Condition urgent() {
    return Records.of(Condition.class, "urgent", true);
  }

  private DynamicCapacity weights() {
    return new DynamicCapacity(
        Optional.of(new BigDecimal(oneOf("1", "1.5"))),
        Optional.of(new BigDecimal(oneOf("0", "0.25", "0.5"))),
        Optional.of(seconds(2, 10)),
        Optional.of(seconds(20)),
        Optional.of(new BigDecimal(oneOf("0", "0.5"))));
  }

  @Override
  Skill skill(String id, List<String> skills, List<String> groups) {
    return new Skill(
        id,
        Optional.empty(),
        Optional.of(seconds(0, 2, 10)),
        Optional.empty(),
        maybe(50, () -> oneOf(skills)).filter(other -> !other.equals(id)),
        maybe(40, () -> chance(50)),
        maybe(10, () -> List.of(oneOf(skills))),
        Optional.empty(),
        Optional.empty(),
        maybe(20, this::weights),
        maybe(45, () -> distribution(groups)));
  }

  @Override
  DistributionSettings distribution(List<String> groups) {
    int secondary = groups.size() > 2 && chance(50) ? 1 : 0;
    return distribution(groups, groups.size() - secondary, 75, 40);
  }

  @Override
  Agent agent(String id, List<String> skills, List<String> groups) {
    return new Agent(
        id,
        Optional.empty(),
        chance(90) ? Optional.of(oneOf(groups)) : Optional.empty(),
        skills.stream().filter(skill -> chance(65)).toList(),
        maybe(70, () -> 1 + random.nextInt(2)),
        Optional.empty());
  }

  // --- changes ---

  /** Makes one random change; the account stays valid. */
  void change() {
    for (int i = 0; i < CHANGES_TRIED; i++) {
      Account changed = changed();
      if (isValid(changed) && !changed.agents().isEmpty()) {
        account = changed;
        return;
      }
    }
  }

  private Account changed() {
    return chance(50) ? oneOf(DocumentChange.values()).apply(account, random) : changedAtRandom();
  }

  private Account changedAtRandom() {
    List<Skill> skills = new ArrayList<>(account.skills());
    List<Agent> agents = new ArrayList<>(account.agents());
    List<String> ids = skills();
    List<String> groups = account.agentGroups().stream().map(AgentGroup::id).toList();
    int agent = random.nextInt(agents.size());
    int skill = random.nextInt(skills.size());
    AccountSettings settings = account.settings().orElseThrow();
    switch (random.nextInt(10)) {
      case 0, 1 ->
          agents.set(agent, Records.with(agents.get(agent), "maxConversations", random.nextInt(3)));
      case 2, 3 -> agents.set(agent, agent(agents.get(agent).id(), ids, groups));
      case 4 -> agents.set(agent, DocumentChange.enabled(agents.get(agent), chance(50)));
      case 5 -> removeOrAdd(agents, agent, ids, groups);
      case 6 -> skills.set(skill, skill(skills.get(skill).id(), ids, groups));
      case 7 ->
          skills.set(skill, Records.with(skills.get(skill), "distribution", Optional.empty()));
      case 8 -> removeOrAddSkill(skills, agents, skill, ids, groups);
      default -> settings = settings(ids);
    }
    return new Account(
        Optional.empty(), Optional.of(settings), skills, account.agentGroups(), agents);
  }

  private void removeOrAdd(
      List<Agent> agents, int which, List<String> skills, List<String> groups) {
    if (agents.size() > 1 && chance(60)) {
      agents.remove(which);
    } else {
      names("a", 5).stream()
          .filter(id -> !agents().contains(id))
          .findFirst()
          .ifPresent(id -> agents.add(agent(id, skills, groups)));
    }
  }

  private void removeOrAddSkill(
      List<Skill> skills, List<Agent> agents, int which, List<String> ids, List<String> groups) {
    if (skills.size() > 1 && chance(60)) {
      String gone = skills.remove(which).id();
      agents.replaceAll(one -> DocumentChange.withoutSkill(one, gone));
    } else {
      names("s", 4).stream()
          .filter(id -> !ids.contains(id))
          .findFirst()
          .ifPresent(id -> skills.add(skill(id, ids, groups)));
    }
  }
}
