package io.switchboard.domain.account;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An account's configuration with all defaults applied, as routing uses it. It is made once for
 * each revision of a document without violations ({@link AccountValidation}).
 *
 * @param revision the revision of the document; 0: it has none
 * @param skills by id, with the unassigned skill, in the order of the document
 * @param agents by id, with the disabled ones, in the order of the document
 * @param preferences the criteria that choose between eligible agents; the first difference decides
 * @param returnWhenOffline nanoseconds after which the conversations of an offline agent return to
 *     the queue
 */
public record AccountPolicy(
    long revision,
    Map<String, SkillPolicy> skills,
    Map<String, AgentPolicy> agents,
    Optional<String> defaultSkill,
    SkillWithoutAgents skillWithoutAgents,
    List<SkillRule> skillRules,
    List<Credit> credits,
    List<AgentPreference> preferences,
    CapacityMode capacityMode,
    OfferPolicy offers,
    OptionalLong returnWhenOffline) {

  public static final Duration DEFAULT_RESPONSE_TIME = Duration.ofHours(1);
  public static final Duration DEFAULT_MAX_WAIT_TIME = Duration.ofMinutes(2);
  public static final Duration DEFAULT_TRANSFER_TO_AGENT_MAX_WAIT = Duration.ofHours(2);
  public static final Duration DEFAULT_INACTIVE_AFTER = Duration.ofMinutes(4);
  public static final Duration DEFAULT_SLOW_REPLY_AFTER = Duration.ofHours(2);
  public static final BigDecimal DEFAULT_ACTIVE_WEIGHT = new BigDecimal("1");
  public static final BigDecimal DEFAULT_INACTIVE_WEIGHT = new BigDecimal("0.1");
  public static final BigDecimal DEFAULT_OVERDRAFT = new BigDecimal("0.5");
  public static final int DEFAULT_MAX_CONVERSATIONS = 4;
  public static final Duration DEFAULT_OFFER_TIMEOUT = Duration.ofSeconds(30);
  public static final int DEFAULT_MISSED_BEFORE_AWAY = 3;
  public static final List<AgentPreference> DEFAULT_PREFERENCES =
      List.of(AgentPreference.HISTORY, AgentPreference.UTILIZATION, AgentPreference.LONGEST_IDLE);

  public AccountPolicy {
    skills = Collections.unmodifiableMap(new LinkedHashMap<>(skills));
    agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
  }

  /** The policy of a valid document that has no revision. */
  public static AccountPolicy of(Account account) {
    return of(account, 0);
  }

  /** The policy of a revision of a valid document, whose agents were never disabled. */
  public static AccountPolicy of(Account account, long revision) {
    return of(account, revision, Collections.nCopies(account.agents().size(), 0L));
  }

  /** The policy of a revision; {@code enabledSince}: the revision that last enabled each agent. */
  public static AccountPolicy of(Account account, long revision, List<Long> enabledSince) {
    AccountSettings settings = account.settings().orElse(AccountSettings.DEFAULT);
    CapacitySettings capacity = settings.capacity().orElse(CapacitySettings.DEFAULT);
    Map<String, AgentPolicy> agents = new LinkedHashMap<>();
    for (int i = 0; i < enabledSince.size(); i++) {
      Agent agent = account.agents().get(i);
      agents.put(agent.id(), agentPolicy(agent, enabledSince.get(i), capacity));
    }
    Map<String, List<Agent>> having = agentsBySkill(account);
    Map<String, SkillPolicy> skills =
        Stream.concat(account.skills().stream(), Stream.of(Skill.of(Account.UNASSIGNED)))
            .map(
                skill ->
                    skillPolicy(
                        skill, settings, capacity, having.getOrDefault(skill.id(), List.of())))
            .collect(toMap(SkillPolicy::id, Function.identity(), (a, b) -> b, LinkedHashMap::new));
    return new AccountPolicy(
        revision,
        skills,
        agents,
        settings.defaultSkill(),
        settings.skillWithoutAgents().orElse(SkillWithoutAgents.UNASSIGNED),
        settings.skillRules(),
        settings.credits(),
        settings.agentPreferences().orElse(DEFAULT_PREFERENCES),
        capacity.mode().orElse(CapacityMode.MAX_CONCURRENT),
        offers(settings.offers().orElse(OfferSettings.DEFAULT)),
        nanoseconds(settings.returnWhenOffline()));
  }

  private static OfferPolicy offers(OfferSettings offers) {
    return new OfferPolicy(
        offers.mode().orElse(OfferMode.RING),
        offers.timeout().orElse(DEFAULT_OFFER_TIMEOUT).toNanos(),
        offers.missedBeforeAway().orElse(DEFAULT_MISSED_BEFORE_AWAY));
  }

  private static OptionalLong nanoseconds(Optional<Duration> duration) {
    return duration.map(given -> OptionalLong.of(given.toNanos())).orElse(OptionalLong.empty());
  }

  /** The agents with each skill, in document order; all have the unassigned skill. */
  private static Map<String, List<Agent>> agentsBySkill(Account account) {
    Map<String, List<Agent>> having = new HashMap<>();
    for (Agent agent : account.agents()) {
      agent.skills().forEach(id -> having.computeIfAbsent(id, any -> new ArrayList<>()).add(agent));
    }
    having.put(Account.UNASSIGNED, account.agents());
    return having;
  }

  private static AgentPolicy agentPolicy(
      Agent agent, long enabledSince, CapacitySettings capacity) {
    List<String> skills = new ArrayList<>();
    if (agent.takesPart()) {
      skills.addAll(agent.skills());
      skills.add(Account.UNASSIGNED);
    }
    return new AgentPolicy(
        agent.id(),
        agent.group(),
        agent.takesPart() ? Optional.of(enabledSince) : Optional.empty(),
        List.copyOf(skills),
        agent.maxConversations().or(capacity::maxConversations).orElse(DEFAULT_MAX_CONVERSATIONS));
  }

  private static SkillPolicy skillPolicy(
      Skill skill, AccountSettings settings, CapacitySettings capacity, List<Agent> having) {
    ResponseTime own = skill.responseTime().orElse(ResponseTime.NONE);
    ResponseTime all = settings.responseTime().orElse(ResponseTime.NONE);
    Duration byDefault = own.byDefault().or(all::byDefault).orElse(DEFAULT_RESPONSE_TIME);
    Optional<DistributionPlan> plan =
        skill
            .distribution()
            .filter(distribution -> distribution.enabled().orElse(true))
            .map(AccountPolicy::plan);
    Set<String> serving = new LinkedHashSet<>();
    Set<String> leftOut = new LinkedHashSet<>();
    having.forEach(agent -> (serves(agent, plan) ? serving : leftOut).add(agent.id()));
    return new SkillPolicy(
        skill.id(),
        byDefault.toNanos(),
        own.firstTime().or(all::firstTime).orElse(byDefault).toNanos(),
        own.urgent().or(all::urgent).orElse(byDefault).toNanos(),
        skill.maxWaitTime().orElse(DEFAULT_MAX_WAIT_TIME).toNanos(),
        fallbackOf(skill, settings),
        skill.fallbackWhenAllAway().orElse(true),
        skill.transferTo().map(Set::copyOf),
        skill
            .transferToAgentMaxWait()
            .or(settings::transferToAgentMaxWait)
            .orElse(DEFAULT_TRANSFER_TO_AGENT_MAX_WAIT)
            .toNanos(),
        nanoseconds(skill.autoClose().or(settings::autoClose)),
        weights(
            skill.dynamicCapacity().orElse(DynamicCapacity.DEFAULT),
            capacity.dynamic().orElse(DynamicCapacity.DEFAULT)),
        plan,
        Collections.unmodifiableSet(serving),
        Collections.unmodifiableSet(leftOut));
  }

  /** The skill's own or the account's fallback; none for the unassigned skill, and for itself. */
  static Optional<String> fallbackOf(Skill skill, AccountSettings settings) {
    return skill
        .fallbackSkill()
        .or(settings::fallbackSkill)
        .filter(fallback -> !fallback.equals(skill.id()))
        .filter(fallback -> !skill.id().equals(Account.UNASSIGNED));
  }

  private static DistributionPlan plan(DistributionSettings distribution) {
    return new DistributionPlan(
        distribution.mode().orElse(DistributionMode.CASCADE),
        distribution.divertArrivals().orElse(true),
        distribution.primary(),
        distribution.secondary());
  }

  private static DynamicWeights weights(DynamicCapacity own, DynamicCapacity all) {
    return new DynamicWeights(
        thousandths(own.activeWeight().or(all::activeWeight).orElse(DEFAULT_ACTIVE_WEIGHT)),
        thousandths(own.inactiveWeight().or(all::inactiveWeight).orElse(DEFAULT_INACTIVE_WEIGHT)),
        own.inactiveAfter().or(all::inactiveAfter).orElse(DEFAULT_INACTIVE_AFTER).toNanos(),
        own.slowReplyAfter().or(all::slowReplyAfter).orElse(DEFAULT_SLOW_REPLY_AFTER).toNanos(),
        thousandths(own.overdraft().or(all::overdraft).orElse(DEFAULT_OVERDRAFT)));
  }

  private static long thousandths(BigDecimal weight) {
    return weight.movePointRight(3).longValueExact();
  }

  private static boolean serves(Agent agent, Optional<DistributionPlan> plan) {
    return agent.takesPart()
        && plan.map(shares -> agent.group().filter(shares::includes).isPresent()).orElse(true);
  }
}
