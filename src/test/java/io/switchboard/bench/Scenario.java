package io.switchboard.bench;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;

import io.switchboard.domain.AgentDraft;
import io.switchboard.domain.Centre;
import io.switchboard.domain.Part;
import io.switchboard.domain.SkillDraft;
import io.switchboard.domain.account.Account;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A contact centre under load.
 *
 * @param account its id
 * @param skills the skills of conversations, in turn
 */
record Scenario(String account, Account document, List<String> skills, List<String> agents) {
  private static final int AT_ONCE = 5;
  private static final int MANY_SKILLS = 10;
  private static final List<String> GROUPS = List.of("north", "south", "east", "west");
  private static final List<Integer> SHARES = List.of(40, 30, 20, 10);

  /** Each agent has one of this number of skills. */
  static Scenario spread(String account, int agents, int skills) {
    return of(account, agents, skills, id -> skill(id), i -> single(i, skills));
  }

  /** All agents and conversations have one skill. */
  static Scenario oneHotSkill(int agents) {
    return of("hot", agents, 1, id -> skill(id), i -> single(i, 1));
  }

  /** Each skill is distributed to four groups. */
  static Scenario fourGroups(int agents, int skills) {
    int groups = GROUPS.size();
    return of(
        "groups",
        agents,
        skills,
        Scenario::shared,
        i -> single(i, skills).in(GROUPS.get(i / skills % groups)));
  }

  /** Each agent has ten skills, or all if there are fewer. */
  static Scenario tenSkills(int agents, int skills) {
    return of(
        "many-skilled",
        agents,
        Math.max(skills, MANY_SKILLS),
        id -> skill(id),
        i -> agent(agentId(i), skillsFrom(i, Math.max(skills, MANY_SKILLS))));
  }

  private static String[] skillsFrom(int first, int skills) {
    return IntStream.range(first, first + MANY_SKILLS)
        .mapToObj(i -> skillId(i % skills))
        .toArray(String[]::new);
  }

  private static SkillDraft shared(String skill) {
    SkillDraft shared = skill(skill);
    for (int i = 0; i < GROUPS.size(); i++) {
      shared = shared.primary(GROUPS.get(i), SHARES.get(i));
    }
    return shared;
  }

  private static AgentDraft single(int number, int skills) {
    return agent(agentId(number), skillId(number % skills));
  }

  private static Scenario of(
      String account,
      int agents,
      int skills,
      Function<String, SkillDraft> asSkill,
      IntFunction<AgentDraft> asAgent) {
    List<String> ids = IntStream.range(0, skills).mapToObj(Scenario::skillId).toList();
    Part[] parts =
        Stream.concat(
                ids.stream().map(asSkill),
                IntStream.range(0, agents).mapToObj(asAgent).map(one -> one.max(AT_ONCE)))
            .toArray(Part[]::new);
    return new Scenario(
        account,
        Centre.document(parts),
        ids,
        IntStream.range(0, agents).mapToObj(Scenario::agentId).toList());
  }

  private static String skillId(int number) {
    return "s" + number;
  }

  private static String agentId(int number) {
    return "a" + number;
  }
}
