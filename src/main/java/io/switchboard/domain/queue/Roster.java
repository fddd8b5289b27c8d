package io.switchboard.domain.queue;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.queue.matching.EligibleAgents;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Presence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Last reports of a queue's agents, with unconfirmed offers added; kept in memory only. */
final class Roster {

  /** An agent's last report, and until when capacity is kept for a work search, if any. */
  private record Known(AgentAvailability view, long version, Optional<Long> searchesUntil) {}

  /** The properties that decide eligibility, except the agent's conversations. */
  private record Standing(String group, Presence presence, CapacityMode mode, int maximum) {
    static Standing of(AgentAvailability agent) {
      return new Standing(agent.group(), agent.presence(), agent.mode(), agent.maximum());
    }
  }

  private final OutstandingOffers offers;
  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> unreported = new HashSet<>();
  private AccountPolicy account;
  private SkillPolicy skill;
  private EligibleAgents eligibleAgents;

  Roster(OutstandingOffers offers) {
    this.offers = offers;
  }

  /** Adds the known agents to the eligible agents of a new configuration. */
  void rebuild(AccountPolicy newAccount, SkillPolicy newSkill, EligibleAgents newEligibleAgents) {
    account = newAccount;
    skill = newSkill;
    eligibleAgents = newEligibleAgents;
    known.keySet().retainAll(skill.agents());
    known.keySet().forEach(this::update);
  }

  /** Waits for the agents who have not reported; returns those whose wait begins now. */
  Set<String> awaitUnknown() {
    unreported.retainAll(skill.agents());
    Set<String> unknown = new LinkedHashSet<>(skill.agents());
    unknown.removeAll(known.keySet());
    unknown.removeAll(unreported);
    unreported.addAll(unknown);
    unreported.forEach(
        agent -> eligibleAgents.await(agent, eligibleAgents.groupOf(groupOf(agent))));
    return unknown;
  }

  private String groupOf(String agent) {
    return account.agents().get(agent).group().orElse("");
  }

  /** The version of the last report of an agent; empty when there is none. */
  Optional<Long> version(String agent) {
    return Optional.ofNullable(known.get(agent)).map(Known::version);
  }

  boolean isComplete() {
    return unreported.isEmpty();
  }

  void waitNoLonger() {
    unreported.forEach(eligibleAgents::awaitNoLonger);
    unreported.clear();
  }

  /**
   * Records a report. The agent gets no offer before the next work search. The report of an agent
   * without the skill is ignored: if the agent gets the skill again, the queue waits for a report
   * as for any new agent.
   */
  void reported(AgentAvailability view, long version, long now) {
    if (!skill.agents().contains(view.id())) {
      return;
    }
    if (unreported.remove(view.id())) {
      eligibleAgents.awaitNoLonger(view.id());
    }
    known.put(view.id(), new Known(view, version, Optional.of(now + RequestWork.PATIENCE)));
    update(view.id());
  }

  /** Whether anything about an agent has changed except the conversations. */
  static boolean isChanged(Optional<AgentAvailability> before, Optional<AgentAvailability> after) {
    return after.isPresent() && !before.map(Standing::of).equals(after.map(Standing::of));
  }

  /**
   * Begins or ends a work search of an agent. The agent gets no offer until it ends. For {@link
   * RequestWork#PATIENCE} at most, the capacity counts as kept for the search.
   */
  void setSearching(String agent, boolean workSearch, long now) {
    Known before = known.get(agent);
    if (before != null) {
      Optional<Long> until =
          workSearch ? Optional.of(now + RequestWork.PATIENCE) : Optional.empty();
      known.put(agent, new Known(before.view(), before.version(), until));
      update(agent);
    }
  }

  /** Updates an agent among the eligible agents, unconfirmed offers included. */
  void update(String agent) {
    find(agent).ifPresent(view -> eligibleAgents.update(view, known.get(agent).searchesUntil()));
  }

  /**
   * The availability of an agent with the skill, unconfirmed offers included. Group, maximum and
   * skills are those of this queue's configuration, not those of the report.
   */
  Optional<AgentAvailability> find(String agent) {
    return Optional.ofNullable(known.get(agent))
        .map(
            one -> {
              AgentAvailability view = one.view().by(account);
              int more = offers.unconfirmed(agent);
              return more == 0 ? view : view.offered(more, skill.weights(), latest(agent));
            });
  }

  private long latest(String agent) {
    return offers.of(agent).stream()
        .mapToLong(OutstandingOffers.Outstanding::since)
        .max()
        .orElse(0);
  }

  /** How many agents are online and have capacity. */
  int free() {
    return (int)
        skill.agents().stream()
            .flatMap(agent -> eligibleAgents.find(agent).stream())
            .filter(view -> view.isOnline() && view.hasCapacityFor(skill))
            .count();
  }
}
