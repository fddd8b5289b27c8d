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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Explains decisions from the state in which they are made. It changes nothing, and names at most
 * {@link Explanation#MOST_CANDIDATES} agents. The cost of explaining a placement does not depend on
 * the number of agents who have the skill.
 */
public final class Explainer {
  private final AccountPolicy account;
  private final AgentOrder order;

  /** An explainer for queues of this account and of the same configuration. */
  public Explainer(AccountPolicy account) {
    this.account = account;
    this.order = new AgentOrder(account.preferences());
  }

  /** Why a conversation waits in a queue, and what would end the wait. */
  public Explanation waiting(SkillQueue queue, WaitingConversation conversation, long now) {
    List<Candidate> candidates = candidates(queue, conversation, Optional.empty(), now);
    return new Explanation(
        conversation,
        queue.policy().id(),
        queue.waiting().find(conversation.id()).isPresent()
            ? queue.waiting().position(conversation.id())
            : 0,
        Optional.empty(),
        Optional.empty(),
        candidates,
        leftOut(queue, candidates),
        List.of(),
        remedies(queue, conversation, candidates, now));
  }

  /**
   * Why an agent gets a conversation. To be called before the offer changes the state.
   *
   * @param chosen the availability of the agent when the agent was chosen
   * @param rivals the most urgent conversation of each of the agent's queues, after a work search
   */
  public Explanation placement(
      SkillQueue queue,
      WaitingConversation conversation,
      AgentAvailability chosen,
      Occasion occasion,
      List<Rival> rivals,
      long now) {
    List<Candidate> candidates = candidates(queue, conversation, Optional.of(chosen), now);
    return new Explanation(
        conversation,
        queue.policy().id(),
        0,
        Optional.of(chosen.id()),
        Optional.of(occasion),
        candidates,
        leftOut(queue, candidates),
        rivals,
        List.of());
  }

  /** The same as {@link #placement} without the compared agents, which is faster. */
  public Explanation withoutCandidates(
      SkillQueue queue,
      WaitingConversation conversation,
      AgentAvailability chosen,
      Occasion occasion,
      List<Rival> rivals) {
    return new Explanation(
        conversation,
        queue.policy().id(),
        0,
        Optional.of(chosen.id()),
        Optional.of(occasion),
        List.of(),
        leftOut(queue, List.of()),
        rivals,
        List.of());
  }

  private List<Candidate> candidates(
      SkillQueue queue,
      WaitingConversation conversation,
      Optional<AgentAvailability> chosen,
      long now) {
    return considered(queue, conversation, chosen)
        .distinct()
        .limit(Explanation.MOST_CANDIDATES)
        .map(agent -> new Candidate(agent, verdict(queue, conversation, agent, chosen, now)))
        .toList();
  }

  /** Agent ids, some of them twice. The stream is lazy: only the needed part is computed. */
  private Stream<String> considered(
      SkillQueue queue, WaitingConversation conversation, Optional<AgentAvailability> chosen) {
    SkillPolicy skill = queue.policy();
    Stream<String> named =
        conversation.access() instanceof Access.OnlyAgent only
            ? Stream.of(only.agent())
            : conversation.previousAgents().stream();
    Stream<String> ready =
        queue.ready(conversation, Explanation.MOST_CANDIDATES).stream().map(AgentAvailability::id);
    Stream<String> admitted =
        chosen.isPresent()
            ? Stream.of()
            : skill.agents().stream()
                .filter(agent -> isOpenTo(skill, conversation.access(), agent));
    return Stream.of(
            chosen.map(AgentAvailability::id).stream(),
            named.filter(skill.agents()::contains),
            ready,
            admitted,
            skill.agents().stream(),
            skill.leftOut().stream())
        .flatMap(Function.identity());
  }

  private static int leftOut(SkillQueue queue, List<Candidate> listed) {
    int all = queue.policy().agents().size() + queue.policy().leftOut().size();
    return Math.max(0, all - listed.size());
  }

  private Verdict verdict(
      SkillQueue queue,
      WaitingConversation conversation,
      String agent,
      Optional<AgentAvailability> chosen,
      long now) {
    if (chosen.filter(winner -> winner.id().equals(agent)).isPresent()) {
      return new Verdict.Chosen();
    }
    if (queue.policy().leftOut().contains(agent)) {
      return new Verdict.Excluded(
          account.agents().get(agent).skills().isEmpty()
              ? Rule.DISABLED
              : Rule.OUTSIDE_DISTRIBUTION);
    }
    return queue
        .eligibleAgents()
        .find(agent)
        .map(view -> verdict(queue, conversation, view, chosen, now))
        .orElse(new Verdict.Excluded(Rule.NOT_ONLINE));
  }

  private Verdict verdict(
      SkillQueue queue,
      WaitingConversation conversation,
      AgentAvailability agent,
      Optional<AgentAvailability> chosen,
      long now) {
    return exclusion(queue, conversation, agent, chosen, now)
        .<Verdict>map(Verdict.Excluded::new)
        .orElseGet(
            () ->
                new Verdict.LessPreferred(
                    chosen.flatMap(
                        winner -> order.decidedBy(winner, agent, conversation.previousAgents()))));
  }

  private static Optional<Rule> exclusion(
      SkillQueue queue,
      WaitingConversation conversation,
      AgentAvailability agent,
      Optional<AgentAvailability> chosen,
      long now) {
    if (!agent.isOnline()) {
      return Optional.of(Rule.NOT_ONLINE);
    }
    if (!agent.hasCapacityFor(queue.policy())) {
      return Optional.of(Rule.NO_CAPACITY);
    }
    if (conversation.access() instanceof Access.OnlyAgent only
        && !only.agent().equals(agent.id())) {
      return Optional.of(Rule.RESERVED_FOR_ANOTHER);
    }
    String group = queue.eligibleAgents().groupOf(agent);
    if (conversation.access() instanceof Access.OnlyGroup only && !only.group().equals(group)) {
      return Optional.of(Rule.NOT_OPEN_TO_GROUP);
    }
    if (queue.isExcluded(conversation, agent.id(), now)) {
      return Optional.of(Rule.REFUSED);
    }
    if (queue.eligibleAgents().isSearching(agent.id())) {
      return Optional.of(Rule.SEARCHING_FOR_WORK);
    }
    return chosen
        .filter(winner -> !queue.eligibleAgents().groupOf(winner).equals(group))
        .map(winner -> Rule.OTHER_GROUPS_TURN);
  }

  private List<Remedy> remedies(
      SkillQueue queue, WaitingConversation conversation, List<Candidate> candidates, long now) {
    SkillPolicy skill = queue.policy();
    List<Remedy> remedies = new ArrayList<>();
    List<Candidate> admitted =
        candidates.stream()
            .filter(candidate -> isOpenTo(skill, conversation.access(), candidate.agent()))
            .toList();
    List<Candidate> willing =
        admitted.stream()
            .filter(candidate -> !queue.isExcluded(conversation, candidate.agent(), now))
            .toList();
    addIfAny(remedies, Remedy.Kind.AGENT_GAINS_CAPACITY, excludedBy(Rule.NO_CAPACITY, willing));
    addIfAny(
        remedies,
        Remedy.Kind.AGENT_COMES_ONLINE,
        excludedBy(Rule.NOT_ONLINE, willing).stream()
            .filter(agent -> hasCapacity(queue, agent))
            .toList());
    if (conversation.access() instanceof Access.OnlyAgent only) {
      remedies.add(opensAt(only.since() + skill.transferToAgentMaxWait()));
    } else if (conversation.access() instanceof Access.OnlyGroup && skill.opens()) {
      remedies.add(opensAt(conversation.enteredAt() + skill.maxWaitTime()));
    }
    addIfAny(remedies, Remedy.Kind.OTHERS_LEAVE, excludedBy(Rule.REFUSED, admitted));
    if (!conversation.assignedBefore() && queue.eligibleAgents().online() == 0) {
      skill
          .fallbackSkill()
          .map(account.skills()::get)
          .ifPresent(
              fallback ->
                  addIfAny(
                      remedies,
                      Remedy.Kind.FALLBACK_COMES_ONLINE,
                      fallback.agents().stream().limit(Explanation.MOST_CANDIDATES).toList()));
    }
    if (admitted.isEmpty()) {
      remedies.add(new Remedy(Remedy.Kind.AGENT_IS_ADDED, List.of(), OptionalLong.empty()));
    }
    return remedies;
  }

  private boolean isOpenTo(SkillPolicy skill, Access access, String agent) {
    return skill.agents().contains(agent)
        && access.admits(agent, account.agents().get(agent).group());
  }

  private static boolean hasCapacity(SkillQueue queue, String agent) {
    return queue
        .eligibleAgents()
        .find(agent)
        .map(view -> view.hasCapacityFor(queue.policy()))
        .orElse(true);
  }

  private static Remedy opensAt(long at) {
    return new Remedy(Remedy.Kind.OPENS_TO_ALL, List.of(), OptionalLong.of(at));
  }

  private static void addIfAny(List<Remedy> remedies, Remedy.Kind kind, List<String> agents) {
    if (!agents.isEmpty()) {
      remedies.add(new Remedy(kind, agents, OptionalLong.empty()));
    }
  }

  private static List<String> excludedBy(Rule rule, List<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.verdict().equals(new Verdict.Excluded(rule)))
        .map(Candidate::agent)
        .toList();
  }
}
