package io.switchboard.domain.queue.matching;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.AgentOrder;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Explanation.Candidate;
import io.switchboard.domain.routing.Explanation.Rival;
import io.switchboard.domain.routing.Occasion;
import io.switchboard.domain.routing.Remedy;
import io.switchboard.domain.routing.Verdict;
import io.switchboard.domain.routing.Verdict.Rule;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Explains decisions of one queue from the state in which they are made. It changes nothing. The
 * cost of explaining a placement does not depend on the number of agents who have the skill.
 */
public final class Explainer {
  /** How many agents are searched for remedies of a wait. */
  private static final int MOST_CONSIDERED = 100;

  /** Previous agents leave half of the list to the ready agents, which were compared. */
  private static final int MOST_NAMED = Explanation.MOST_CANDIDATES / 2;

  private final AccountPolicy account;
  private final SkillQueue queue;
  private final SkillPolicy skill;
  private final EligibleAgents agents;
  private final AgentOrder order;

  /** How many agents have the skill but do not serve it, by the rule that excludes them. */
  private final Map<Rule, Integer> leftOut = new EnumMap<>(Rule.class);

  /** An explainer for a queue of this configuration of the account. */
  public Explainer(AccountPolicy account, SkillQueue queue) {
    this.account = account;
    this.queue = queue;
    this.skill = queue.policy();
    this.agents = queue.eligibleAgents();
    this.order = new AgentOrder(account.preferences());
    skill.leftOut().forEach(agent -> leftOut.merge(ruleOfLeftOut(agent), 1, Integer::sum));
  }

  /** The reasons why a conversation waits at this position, and the changes that end the wait. */
  public Explanation waiting(WaitingConversation conversation, int position, long now) {
    List<Candidate> considered = candidates(conversation, Optional.empty(), MOST_CONSIDERED, now);
    return new Explanation(
        skill.id(),
        conversation.skillReason(),
        conversation.due(),
        conversation.group(),
        position,
        Optional.empty(),
        Optional.empty(),
        skill.agents().size() + skill.leftOut().size(),
        excluded(Optional.empty()),
        considered.stream().limit(Explanation.MOST_CANDIDATES).toList(),
        List.of(),
        remedies(conversation, considered, now));
  }

  /** Why an agent, as it was when chosen, gets a conversation; called before the offer. */
  public Explanation placement(
      WaitingConversation conversation,
      AgentAvailability chosen,
      Occasion occasion,
      List<Rival> rivals,
      long now) {
    return new Explanation(
        skill.id(),
        conversation.skillReason(),
        conversation.due(),
        conversation.group(),
        0,
        Optional.of(chosen.id()),
        Optional.of(occasion),
        skill.agents().size() + skill.leftOut().size(),
        excluded(Optional.of(chosen.id())),
        candidates(conversation, Optional.of(chosen), Explanation.MOST_CANDIDATES, now),
        rivals,
        List.of());
  }

  /** The chosen agent is not counted as excluded, although a work search may be under way. */
  private Map<Rule, Integer> excluded(Optional<String> chosen) {
    Map<Rule, Integer> excluded = new EnumMap<>(leftOut);
    int searching = agents.searching() - (chosen.filter(agents::isSearching).isPresent() ? 1 : 0);
    excluded.put(Rule.NOT_ONLINE, skill.agents().size() - agents.online());
    excluded.put(Rule.NO_CAPACITY, agents.online() - agents.ready() - agents.searching());
    excluded.put(Rule.SEARCHING_FOR_WORK, searching);
    excluded.values().removeIf(count -> count == 0);
    return excluded;
  }

  private List<Candidate> candidates(
      WaitingConversation conversation, Optional<AgentAvailability> chosen, int limit, long now) {
    Set<String> considered = new LinkedHashSet<>();
    chosen.map(AgentAvailability::id).ifPresent(considered::add);
    List<String> named =
        conversation.access() instanceof Access.OnlyAgent only
            ? List.of(only.agent())
            : conversation.previousAgents();
    fill(considered, named, MOST_NAMED, skill.agents()::contains);
    queue.ready(conversation, limit).forEach(agent -> considered.add(agent.id()));
    if (chosen.isEmpty()) {
      fill(considered, skill.agents(), limit, agent -> isOpenTo(conversation.access(), agent));
    }
    fill(considered, skill.agents(), limit, any -> true);
    fill(considered, skill.leftOut(), limit, any -> true);
    return considered.stream()
        .limit(limit)
        .map(agent -> new Candidate(agent, verdict(conversation, agent, chosen, now)))
        .toList();
  }

  private static void fill(
      Set<String> considered, Collection<String> agents, int limit, Predicate<String> test) {
    Iterator<String> all = agents.iterator();
    while (considered.size() < limit && all.hasNext()) {
      String agent = all.next();
      if (test.test(agent)) {
        considered.add(agent);
      }
    }
  }

  private Rule ruleOfLeftOut(String agent) {
    return account.agents().get(agent).skills().isEmpty()
        ? Rule.DISABLED
        : Rule.OUTSIDE_DISTRIBUTION;
  }

  private Verdict verdict(
      WaitingConversation conversation,
      String agent,
      Optional<AgentAvailability> chosen,
      long now) {
    if (chosen.filter(winner -> winner.id().equals(agent)).isPresent()) {
      return new Verdict.Chosen();
    }
    if (skill.leftOut().contains(agent)) {
      return new Verdict.Excluded(ruleOfLeftOut(agent));
    }
    Optional<AgentAvailability> online = agents.find(agent).filter(AgentAvailability::isOnline);
    if (online.isEmpty()) {
      return new Verdict.Excluded(Rule.NOT_ONLINE);
    }
    return exclusion(conversation, online.get(), chosen, now)
        .<Verdict>map(Verdict.Excluded::new)
        .orElseGet(
            () ->
                new Verdict.LessPreferred(
                    chosen.flatMap(
                        winner ->
                            order.decidedBy(winner, online.get(), conversation.previousAgents()))));
  }

  private Optional<Rule> exclusion(
      WaitingConversation conversation,
      AgentAvailability agent,
      Optional<AgentAvailability> chosen,
      long now) {
    if (!agent.hasCapacityFor(skill)) {
      return Optional.of(Rule.NO_CAPACITY);
    }
    if (conversation.access() instanceof Access.OnlyAgent only
        && !only.agent().equals(agent.id())) {
      return Optional.of(Rule.RESERVED_FOR_ANOTHER);
    }
    String group = agents.groupOf(agent);
    if (conversation.access() instanceof Access.OnlyGroup only && !only.group().equals(group)) {
      return Optional.of(Rule.NOT_OPEN_TO_GROUP);
    }
    if (queue.isExcluded(conversation, agent.id(), now)) {
      return Optional.of(Rule.REFUSED);
    }
    if (agents.isSearching(agent.id())) {
      return Optional.of(Rule.SEARCHING_FOR_WORK);
    }
    return chosen
        .filter(winner -> !agents.groupOf(winner).equals(group))
        .map(winner -> Rule.OTHER_GROUPS_TURN);
  }

  private List<Remedy> remedies(
      WaitingConversation conversation, List<Candidate> considered, long now) {
    List<Remedy> remedies = new ArrayList<>();
    List<Candidate> admitted =
        considered.stream()
            .filter(candidate -> isOpenTo(conversation.access(), candidate.agent()))
            .toList();
    List<Candidate> willing =
        admitted.stream()
            .filter(candidate -> !queue.isExcluded(conversation, candidate.agent(), now))
            .toList();
    addIfAny(remedies, Remedy.Kind.AGENT_GAINS_CAPACITY, excludedBy(Rule.NO_CAPACITY, willing));
    addIfAny(
        remedies,
        Remedy.Kind.AGENT_COMES_ONLINE,
        excludedBy(Rule.NOT_ONLINE, willing).filter(this::hasCapacity));
    if (conversation.access() instanceof Access.OnlyAgent only) {
      remedies.add(opensAt(only.since() + skill.transferToAgentMaxWait()));
    } else if (conversation.access() instanceof Access.OnlyGroup && skill.opens()) {
      remedies.add(opensAt(conversation.enteredAt() + skill.maxWaitTime()));
    }
    addIfAny(remedies, Remedy.Kind.EXCLUSION_ENDS, excludedBy(Rule.REFUSED, admitted));
    if (!conversation.assignedBefore() && agents.online() == 0) {
      skill
          .fallbackSkill()
          .map(account.skills()::get)
          .ifPresent(
              fallback ->
                  addIfAny(
                      remedies, Remedy.Kind.FALLBACK_COMES_ONLINE, fallback.agents().stream()));
    }
    if (admitted.isEmpty()) {
      remedies.add(new Remedy(Remedy.Kind.AGENT_IS_ADDED, List.of(), OptionalLong.empty()));
    }
    return remedies;
  }

  private boolean isOpenTo(Access access, String agent) {
    return skill.agents().contains(agent)
        && access.admits(agent, account.agents().get(agent).group());
  }

  private boolean hasCapacity(String agent) {
    return agents.find(agent).map(view -> view.hasCapacityFor(skill)).orElse(true);
  }

  private static Remedy opensAt(long at) {
    return new Remedy(Remedy.Kind.OPENS_TO_ALL, List.of(), OptionalLong.of(at));
  }

  private static void addIfAny(List<Remedy> remedies, Remedy.Kind kind, Stream<String> agents) {
    List<String> first = agents.limit(Explanation.MOST_CANDIDATES).toList();
    if (!first.isEmpty()) {
      remedies.add(new Remedy(kind, first, OptionalLong.empty()));
    }
  }

  private static Stream<String> excludedBy(Rule rule, List<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.verdict().equals(new Verdict.Excluded(rule)))
        .map(Candidate::agent);
  }
}
