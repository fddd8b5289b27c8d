package io.switchboard.domain.account;

import io.switchboard.domain.RandomChoices;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random valid accounts; each member is sometimes absent. */
public final class ValidAccounts extends RandomChoices<Random> {
  private static final int[] LONGEST_SECONDS = {1, 60, 86_400, 3_650 * 86_400};

  private final List<String> skills;
  private final List<String> groups;

  private ValidAccounts(Random random) {
    super(random);
    this.skills = ids("skill");
    this.groups = ids("group");
  }

  public static Arbitrary<Account> any() {
    return Arbitraries.randomValue(random -> new ValidAccounts(random).account());
  }

  private Account account() {
    return new Account(
        maybe(this::text),
        maybe(this::settings),
        IntStream.range(0, skills.size()).mapToObj(this::skill).toList(),
        groups.stream().map(id -> new AgentGroup(id, maybe(this::text))).toList(),
        ids("agent").stream().map(this::agent).toList());
  }

  private AccountSettings settings() {
    return new AccountSettings(
        maybe(this::target),
        maybe(() -> laterSkill(skills.size() - 2)),
        maybe(() -> oneOf(SkillWithoutAgents.values())),
        maybe(this::responseTime),
        maybe(this::capacity),
        maybe(this::offers),
        maybe(() -> someOf(List.of(AgentPreference.values()), 1)),
        many(() -> new Credit(condition(), duration().plusNanos(1))),
        many(() -> new SkillRule(condition(), target())),
        maybe(this::duration),
        maybe(this::duration),
        maybe(this::silence),
        maybe(
            () -> new RetentionSettings(maybe(() -> Duration.ofHours(1 + random.nextInt(9_999))))));
  }

  private Skill skill(int index) {
    return new Skill(
        skills.get(index),
        maybe(this::text),
        maybe(this::duration),
        maybe(this::responseTime),
        maybe(() -> laterSkill(index)),
        maybe(random::nextBoolean),
        maybe(() -> someOf(targets(), 0)),
        maybe(this::duration),
        maybe(this::silence),
        maybe(this::weights),
        groups.size() < 2 ? Optional.empty() : maybe(this::distribution));
  }

  private DistributionSettings distribution() {
    List<String> shared = someOf(groups, 1);
    int primary = 1 + random.nextInt(shared.size());
    return new DistributionSettings(
        maybe(random::nextBoolean),
        maybe(() -> oneOf(DistributionMode.values())),
        maybe(random::nextBoolean),
        shares(shared.subList(0, primary)),
        shares(shared.subList(primary, shared.size())));
  }

  private Agent agent(String id) {
    return new Agent(
        id,
        maybe(this::text),
        groups.isEmpty() ? Optional.empty() : maybe(() -> oneOf(groups)),
        someOf(skills, 0),
        maybe(() -> random.nextInt(1_001)),
        maybe(random::nextBoolean));
  }

  private Condition condition() {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    someOf(List.of("ctmrinfo.ctype", "personal.language", "größe", "a'b"), 0)
        .forEach(name -> attributes.put(name, someOf(List.of("vip", "", "es", "a b", "\"\\"), 1)));
    return new Condition(
        attributes,
        someOf(targets(), 0),
        someOf(List.of("web", "sms"), 0),
        maybe(random::nextBoolean),
        maybe(random::nextBoolean),
        maybe(random::nextBoolean),
        maybe(() -> random.nextInt(1_001)));
  }

  private ResponseTime responseTime() {
    return new ResponseTime(maybe(this::duration), maybe(this::duration), maybe(this::duration));
  }

  private CapacitySettings capacity() {
    return new CapacitySettings(
        maybe(() -> oneOf(CapacityMode.values())),
        maybe(() -> random.nextInt(1_001)),
        maybe(this::weights));
  }

  private DynamicCapacity weights() {
    return new DynamicCapacity(
        maybe(() -> thousandths(1_000, 100_000)),
        maybe(() -> thousandths(0, 1_000)),
        maybe(this::duration),
        maybe(this::duration),
        maybe(() -> thousandths(0, 100_000)));
  }

  private OfferSettings offers() {
    return new OfferSettings(
        maybe(() -> oneOf(OfferMode.values())),
        maybe(() -> Duration.ofMillis(1_000 + random.nextInt(3_599_001))),
        maybe(() -> random.nextInt(101)));
  }

  private Duration duration() {
    int longest = LONGEST_SECONDS[random.nextInt(LONGEST_SECONDS.length)];
    return Duration.ofSeconds(
        random.nextInt(longest), random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
  }

  private Duration silence() {
    return Duration.ofSeconds(1 + random.nextInt(3_650 * 86_400));
  }

  private BigDecimal thousandths(int least, int most) {
    BigDecimal exact = BigDecimal.valueOf(least + random.nextInt(most - least + 1), 3);
    return random.nextBoolean() ? exact : exact.stripTrailingZeros();
  }

  private String text() {
    return oneOf("", "Ann", "Bea \"B\" \\", "日本語 😀", "x".repeat(200));
  }

  private String target() {
    return oneOf(targets());
  }

  private List<String> targets() {
    List<String> all = new ArrayList<>(skills);
    all.add(Account.UNASSIGNED);
    return all;
  }

  /** A later skill as fallback, so that there is no cycle. */
  private String laterSkill(int index) {
    return oneOf(targets().subList(Math.max(index + 1, 0), skills.size() + 1));
  }

  private List<String> ids(String noun) {
    return IntStream.range(0, random.nextInt(5)).mapToObj(i -> noun + "." + i).toList();
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value.get());
  }

  private <T> List<T> many(Supplier<T> value) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(i -> value.get()).toList();
  }

  private <T> List<T> someOf(List<T> all, int least) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    int most = shuffled.size();
    return shuffled.subList(0, most == 0 ? 0 : least + random.nextInt(most - least + 1));
  }
}
