package io.switchboard.domain.routing;

import io.switchboard.Records;
import io.switchboard.domain.RandomChoices;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.AccountValidation;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.AgentPreference;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.CapacitySettings;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.DynamicCapacity;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillRule;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Small valid random accounts with short times, which cover all features of routing. */
public final class RandomAccount extends RandomChoices<SplittableRandom> {
  private final List<String> skills;
  private final List<String> groups;

  private RandomAccount(SplittableRandom random) {
    super(random);
    this.skills = names("skill-", 2 + random.nextInt(5));
    this.groups = names("group-", 1 + random.nextInt(4));
  }

  /** An account by these random numbers; equal numbers give equal accounts. */
  public static AccountPolicy policy(SplittableRandom random) {
    Account account = new RandomAccount(random).account();
    while (!AccountValidation.violations(account).isEmpty()) {
      account = new RandomAccount(random).account();
    }
    return AccountPolicy.of(account);
  }

  private Account account() {
    List<Agent> agents = new ArrayList<>();
    names("agent-", 2 + random.nextInt(9)).forEach(id -> agents.add(agent(id)));
    return new Account(
        Optional.empty(),
        Optional.of(settings()),
        skills.stream().map(this::skill).toList(),
        groups.stream().map(id -> new AgentGroup(id, Optional.empty())).toList(),
        agents);
  }

  private Agent agent(String id) {
    return new Agent(
        id,
        Optional.empty(),
        chance(90) ? Optional.of(oneOf(groups)) : Optional.empty(),
        someOf(skills, 60),
        chance(80) ? Optional.of(random.nextInt(4)) : Optional.empty(),
        maybe(20, () -> chance(60)));
  }

  private AccountSettings settings() {
    return new AccountSettings(
        maybe(60, () -> oneOf(skills)),
        maybe(30, () -> oneOf(skills)),
        maybe(70, () -> oneOf(SkillWithoutAgents.values())),
        maybe(70, this::responseTime),
        Optional.of(
            new CapacitySettings(
                Optional.of(chance(50) ? CapacityMode.MAX_CONCURRENT : CapacityMode.DYNAMIC),
                Optional.of(1 + random.nextInt(3)),
                Optional.of(weights()))),
        Optional.empty(),
        maybe(70, this::preferences),
        listOf(3, () -> new Credit(condition(), seconds(1, 10, 40, 90))),
        listOf(2, () -> new SkillRule(Conditions.attribute("language", "es"), oneOf(skills))),
        Optional.of(seconds(5, 30, 100)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Skill skill(String id) {
    return new Skill(
        id,
        Optional.empty(),
        Optional.of(seconds(0, 5, 20, 60, 200)),
        maybe(30, this::responseTime),
        maybe(40, () -> oneOf(skills)),
        maybe(50, () -> chance(50)),
        maybe(20, () -> someOf(skills, 60)),
        maybe(30, () -> seconds(3, 50)),
        Optional.empty(),
        maybe(40, this::weights),
        groups.size() < 2 ? Optional.empty() : maybe(60, this::distribution));
  }

  private DistributionSettings distribution() {
    List<String> shuffled = new ArrayList<>(groups);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      shuffled.add(shuffled.remove(random.nextInt(i + 1)));
    }
    int primary = 1 + random.nextInt(shuffled.size());
    int secondary = random.nextInt(shuffled.size() - primary + 1);
    return new DistributionSettings(
        maybe(30, () -> chance(80)),
        maybe(50, () -> chance(50) ? DistributionMode.STATIC : DistributionMode.CASCADE),
        maybe(50, () -> chance(50)),
        similarShares(shuffled.subList(0, primary)),
        similarShares(shuffled.subList(primary, primary + secondary)));
  }

  /** Percentages that differ less than those of {@link #shares}. */
  private List<GroupShare> similarShares(List<String> tier) {
    int[] percents = new int[tier.size()];
    Arrays.fill(percents, 1);
    for (int left = 100 - tier.size(); left > 0 && percents.length > 0; left--) {
      percents[random.nextInt(1 + random.nextInt(percents.length))]++;
    }
    return IntStream.range(0, percents.length)
        .mapToObj(i -> new GroupShare(tier.get(i), percents[i]))
        .toList();
  }

  private ResponseTime responseTime() {
    return new ResponseTime(
        maybe(80, () -> seconds(20, 60, 120)),
        maybe(50, () -> seconds(10, 90)),
        maybe(50, () -> seconds(0, 30)));
  }

  private DynamicCapacity weights() {
    return new DynamicCapacity(
        maybe(50, () -> new BigDecimal(oneOf("1", "1.5", "2"))),
        maybe(50, () -> new BigDecimal(oneOf("0", "0.25", "0.999"))),
        Optional.of(seconds(5, 20, 60)),
        Optional.of(seconds(10, 40)),
        maybe(50, () -> new BigDecimal(oneOf("0", "0.3", "1"))));
  }

  private List<AgentPreference> preferences() {
    List<AgentPreference> preferences = new ArrayList<>();
    for (AgentPreference preference : AgentPreference.values()) {
      if (chance(70)) {
        preferences.add(random.nextInt(preferences.size() + 1), preference);
      }
    }
    return preferences;
  }

  private Condition condition() {
    return switch (random.nextInt(6)) {
      case 0 -> Conditions.attribute("tier", "vip");
      case 1 -> Conditions.of(List.of(oneOf(skills)), null, null, null, null);
      case 2 -> Conditions.of(List.of(), true, null, null, null);
      case 3 -> Conditions.of(List.of(), null, true, null, null);
      case 4 -> Conditions.of(List.of(), null, null, true, null);
      default -> Conditions.of(List.of(), null, null, null, 1 + random.nextInt(2));
    };
  }

  private static final class Conditions {
    static Condition attribute(String name, String value) {
      return Records.of(Condition.class, "attributes", Map.of(name, List.of(value)));
    }

    static Condition of(
        List<String> skills, Boolean urgent, Boolean first, Boolean returned, Integer transfers) {
      return new Condition(
          Map.of(),
          skills,
          List.of(),
          Optional.ofNullable(urgent),
          Optional.ofNullable(first),
          Optional.ofNullable(returned),
          Optional.ofNullable(transfers));
    }
  }

  private <T> List<T> listOf(int most, Supplier<T> value) {
    return IntStream.range(0, random.nextInt(most + 1)).mapToObj(i -> value.get()).toList();
  }

  private List<String> someOf(List<String> choices, int percent) {
    return choices.stream().filter(choice -> chance(percent)).toList();
  }
}
