package io.switchboard.domain.protocol;

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
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.account.OfferSettings;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Small random documents with short times and a common response time. */
final class RandomDocument {
  private final Random random;

  RandomDocument(Random random) {
    this.random = random;
  }

  /** A valid document. */
  Account account() {
    Account account;
    do {
      account = anything();
    } while (!AccountValidation.violations(account).isEmpty());
    return account;
  }

  private Account anything() {
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
          new Skill(
              id,
              Optional.empty(),
              Optional.of(Duration.ofSeconds(oneOf(List.of(0, 3, 10)))),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(
                  new DistributionSettings(
                      Optional.of(true),
                      Optional.of(DistributionMode.CASCADE),
                      Optional.of(false),
                      shares(groups.subList(0, primary)),
                      shares(groups.subList(primary, groups.size()))))));
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
    List<String> groups = names("g", 2 + random.nextInt(3));
    List<String> skills = names("s", 1 + random.nextInt(random.nextInt(3) + 1));
    return new Account(
        Optional.empty(),
        Optional.of(settings(skills)),
        skills.stream().map(id -> skill(id, skills, groups)).toList(),
        groups.stream().map(id -> new AgentGroup(id, Optional.empty())).toList(),
        names("a", 1 + random.nextInt(5)).stream().map(id -> agent(id, skills, groups)).toList());
  }

  AccountSettings settings(List<String> skills) {
    return new AccountSettings(
        maybe(30, () -> oneOf(skills)),
        maybe(25, () -> oneOf(skills)),
        maybe(70, () -> oneOf(List.of(SkillWithoutAgents.values()))),
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
                Optional.of(Duration.ofSeconds(oneOf(List.of(2, 5, 30)))),
                Optional.of(random.nextInt(4)))),
        Optional.empty(),
        List.of(
            new Credit(
                new Condition(
                    Map.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(true),
                    Optional.empty()),
                Duration.ofNanos(NaiveBook.CREDIT_FOR_RETURNS))),
        List.of(),
        Optional.of(Duration.ofSeconds(oneOf(List.of(3, 20, 7200)))),
        maybe(20, () -> Duration.ofSeconds(10)),
        maybe(15, () -> Duration.ofSeconds(30)));
  }

  private static DynamicCapacity weights() {
    return new DynamicCapacity(
        Optional.of(BigDecimal.ONE),
        Optional.of(new BigDecimal("0.25")),
        Optional.of(Duration.ofSeconds(5)),
        Optional.of(Duration.ofSeconds(20)),
        Optional.of(new BigDecimal("0.5")));
  }

  Skill skill(String id, List<String> skills, List<String> groups) {
    return new Skill(
        id,
        Optional.empty(),
        Optional.of(Duration.ofSeconds(oneOf(List.of(0, 3, 3, 30, 120)))),
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
    int primary = 1 + random.nextInt(groups.size());
    return new DistributionSettings(
        Optional.of(true),
        Optional.of(chance(85) ? DistributionMode.CASCADE : DistributionMode.STATIC),
        maybe(50, () -> chance(50)),
        shares(groups.subList(0, primary)),
        shares(groups.subList(primary, groups.size())));
  }

  List<GroupShare> shares(List<String> tier) {
    List<GroupShare> shares = new ArrayList<>();
    int left = 100;
    for (int i = 0; i < tier.size(); i++) {
      int others = tier.size() - 1 - i;
      int percent = others == 0 ? left : 1 + random.nextInt(left - others);
      shares.add(new GroupShare(tier.get(i), percent));
      left -= percent;
    }
    return shares;
  }

  Agent agent(String id, List<String> skills, List<String> groups) {
    return new Agent(
        id,
        Optional.empty(),
        chance(95) ? Optional.of(oneOf(groups)) : Optional.empty(),
        skills.stream().filter(skill -> chance(65)).toList(),
        maybe(70, () -> oneOf(List.of(0, 1, 1, 1, 2, 20))),
        Optional.empty());
  }

  static List<String> names(String kind, int count) {
    return IntStream.range(0, count).mapToObj(i -> kind + i).toList();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> Optional<T> maybe(int percent, Supplier<T> value) {
    return chance(percent) ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
