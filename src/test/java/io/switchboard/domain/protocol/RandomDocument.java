package io.switchboard.domain.protocol;

import io.switchboard.Records;
import io.switchboard.domain.RandomChoices;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.AccountValidation;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.CapacitySettings;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.DynamicCapacity;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.account.OfferSettings;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Small random documents with short times and a common response time. */
class RandomDocument extends RandomChoices<Random> {
  RandomDocument(Random random) {
    super(random);
  }

  /** A valid document. */
  final Account account() {
    Account account;
    do {
      account = anything();
    } while (!isValid(account));
    return account;
  }

  static boolean isValid(Account account) {
    return AccountValidation.violations(account).isEmpty();
  }

  /** A document that need not be valid. */
  Account anything() {
    return chance(25) ? overflowing() : mixed();
  }

  /** One group with little capacity, and others with much to which it overflows. */
  private Account overflowing() {
    List<String> groups = names("g", 3 + random.nextInt(2));
    List<String> skills = names("s", 1 + random.nextInt(2));
    int primary = chance(70) ? 1 : groups.size();
    List<Skill> shared = new ArrayList<>();
    for (String id : skills) {
      shared.add(
          Records.of(
              Skill.class,
              "id",
              id,
              "maxWaitTime",
              seconds(0, 3, 10),
              "distribution",
              new DistributionSettings(
                  Optional.of(true),
                  Optional.of(DistributionMode.CASCADE),
                  Optional.of(false),
                  shares(groups.subList(0, primary)),
                  shares(groups.subList(primary, groups.size())))));
    }
    List<Agent> agents = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      agents.add(
          new Agent(
              "a" + i,
              Optional.empty(),
              Optional.of(groups.get(i)),
              skills,
              Optional.of(i == 0 ? random.nextInt(2) : 20),
              Optional.empty()));
    }
    return new Account(
        Optional.empty(),
        Optional.of(settings(skills)),
        shared,
        groups.stream().map(id -> new AgentGroup(id, Optional.empty())).toList(),
        agents);
  }

  private Account mixed() {
    return mixed(names("g", 2 + random.nextInt(3)), 5);
  }

  /** Groups, one to three skills, and agents up to a number. */
  final Account mixed(List<String> groups, int mostAgents) {
    List<String> skills = names("s", 1 + random.nextInt(random.nextInt(3) + 1));
    return new Account(
        Optional.empty(),
        Optional.of(settings(skills)),
        skills.stream().map(id -> skill(id, skills, groups)).toList(),
        groups.stream().map(id -> new AgentGroup(id, Optional.empty())).toList(),
        names("a", 1 + random.nextInt(mostAgents)).stream()
            .map(id -> agent(id, skills, groups))
            .toList());
  }

  AccountSettings settings(List<String> skills) {
    return new AccountSettings(
        maybe(30, () -> oneOf(skills)),
        maybe(25, () -> oneOf(skills)),
        maybe(70, () -> oneOf(SkillWithoutAgents.values())),
        Optional.of(
            new ResponseTime(
                Optional.of(Duration.ofNanos(NaiveBook.RESPONSE_TIME)),
                Optional.empty(),
                Optional.of(Duration.ofNanos(NaiveBook.URGENT_RESPONSE_TIME)))),
        Optional.of(
            new CapacitySettings(
                Optional.of(chance(80) ? CapacityMode.MAX_CONCURRENT : CapacityMode.DYNAMIC),
                Optional.of(1 + random.nextInt(3)),
                Optional.of(weights()))),
        Optional.of(
            new OfferSettings(
                Optional.of(chance(75) ? OfferMode.RING : OfferMode.AUTO_ACCEPT),
                Optional.of(seconds(2, 5, 30)),
                Optional.of(random.nextInt(4)))),
        Optional.empty(),
        List.of(
            new Credit(
                Records.of(Condition.class, "returned", true),
                Duration.ofNanos(NaiveBook.CREDIT_FOR_RETURNS))),
        List.of(),
        Optional.of(seconds(3, 20, 7200)),
        maybe(20, () -> seconds(10)),
        maybe(15, () -> seconds(30)),
        Optional.empty());
  }

  private DynamicCapacity weights() {
    return new DynamicCapacity(
        Optional.of(BigDecimal.ONE),
        Optional.of(new BigDecimal("0.25")),
        Optional.of(seconds(5)),
        Optional.of(seconds(20)),
        Optional.of(new BigDecimal("0.5")));
  }

  Skill skill(String id, List<String> skills, List<String> groups) {
    return new Skill(
        id,
        Optional.empty(),
        Optional.of(seconds(0, 3, 3, 30, 120)),
        Optional.empty(),
        maybe(35, () -> oneOf(skills)).filter(other -> !other.equals(id)),
        maybe(30, () -> chance(50)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        maybe(60, () -> distribution(groups)));
  }

  DistributionSettings distribution(List<String> groups) {
    return distribution(groups, 1 + random.nextInt(groups.size()), 85, 50);
  }

  /**
   * A distribution.
   *
   * @param primary number of primary groups; the others are secondary
   * @param cascade percentage of distributions that are no static ones
   * @param divert percentage of distributions with {@code divertArrivals}
   */
  final DistributionSettings distribution(
      List<String> groups, int primary, int cascade, int divert) {
    return new DistributionSettings(
        Optional.of(true),
        Optional.of(chance(cascade) ? DistributionMode.CASCADE : DistributionMode.STATIC),
        maybe(divert, () -> chance(50)),
        shares(groups.subList(0, primary)),
        shares(groups.subList(primary, groups.size())));
  }

  Agent agent(String id, List<String> skills, List<String> groups) {
    return new Agent(
        id,
        Optional.empty(),
        chance(95) ? Optional.of(oneOf(groups)) : Optional.empty(),
        skills.stream().filter(skill -> chance(65)).toList(),
        maybe(70, () -> oneOf(0, 1, 1, 1, 2, 20)),
        Optional.empty());
  }
}
