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

/**
 * What a queue has heard of its agents, less what is on its way to them. It may be forgotten: then
 * they are asked.
 */
final class Roster {

  /** What an agent said last, and until when their room is kept while they choose. */
  private record Known(AgentAvailability view, long version, Optional<Long> searchesUntil) {}

  /** What decides who may be given what, but for what an agent has in their hands. */
  private record Standing(String group, Presence presence, CapacityMode mode, int maximum) {
    static Standing of(AgentAvailability agent) {
      return new Standing(agent.group(), agent.presence(), agent.mode(), agent.maximum());
    }
  }

  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> unheard = new HashSet<>();
  private AccountPolicy account;
  private SkillPolicy skill;
  private EligibleAgents eligibleAgents;

  /** Seats those who are known in the crew of a new configuration, as it has them. */
  void seat(
      AccountPolicy newAccount,
      SkillPolicy newSkill,
      EligibleAgents newCrew,
      OutstandingOffers offers) {
    account = newAccount;
    skill = newSkill;
    eligibleAgents = newCrew;
    known.keySet().retainAll(skill.agents());
    known.keySet().forEach(agent -> update(agent, offers));
  }

  /** Waits to hear of those who have the skill and of whom nothing is known yet; names them. */
  Set<String> awaitUnknown() {
    unheard.retainAll(skill.agents());
    Set<String> unknown = new LinkedHashSet<>(skill.agents());
    unknown.removeAll(known.keySet());
    unknown.removeAll(unheard);
    unheard.addAll(unknown);
    unheard.forEach(agent -> eligibleAgents.await(agent, eligibleAgents.groupOf(groupOf(agent))));
    return unknown;
  }

  private String groupOf(String agent) {
    return account.agents().get(agent).group().orElse("");
  }

  /** The version of what is known of an agent; empty when nothing is. */
  Optional<Long> version(String agent) {
    return Optional.ofNullable(known.get(agent)).map(Known::version);
  }

  boolean hasHeardAll() {
    return unheard.isEmpty();
  }

  void waitNoLonger() {
    unheard.forEach(eligibleAgents::awaitNoLonger);
    unheard.clear();
  }

  /**
   * Notes how an agent is, who is given nothing until they have asked for it. Of one who does not
   * serve the skill nothing is known: given the skill again, they are awaited like anybody new.
   */
  void heard(AgentAvailability view, long version, OutstandingOffers offers, long now) {
    if (!skill.agents().contains(view.id())) {
      return;
    }
    if (unheard.remove(view.id())) {
      eligibleAgents.awaitNoLonger(view.id());
    }
    known.put(view.id(), new Known(view, version, Optional.of(now + RequestWork.PATIENCE)));
    update(view.id(), offers);
  }

  /** Whether more about an agent is different than what they have in their hands. */
  static boolean isChanged(Optional<AgentAvailability> before, Optional<AgentAvailability> after) {
    return after.isPresent() && !before.map(Standing::of).equals(after.map(Standing::of));
  }

  /** Gives an agent nothing until they ask for it, or whatever comes. */
  void seeks(String agent, boolean workSearch, OutstandingOffers offers, long now) {
    Known before = known.get(agent);
    if (before != null) {
      Optional<Long> until =
          workSearch ? Optional.of(now + RequestWork.PATIENCE) : Optional.empty();
      known.put(agent, new Known(before.view(), before.version(), until));
      update(agent, offers);
    }
  }

  /** Seats an agent as they are, given what is on its way to them. */
  void update(String agent, OutstandingOffers offers) {
    if (skill.agents().contains(agent)) {
      find(agent, offers)
          .ifPresent(
              view -> eligibleAgents.seat(view).update(view, known.get(agent).searchesUntil()));
    }
  }

  /**
   * An agent with all that is on its way to them. Their group, their maximum and their skills are
   * those of the configuration by which this queue decides, whatever they said last.
   */
  Optional<AgentAvailability> find(String agent, OutstandingOffers offers) {
    return Optional.ofNullable(known.get(agent))
        .map(
            one -> {
              AgentAvailability view = one.view().by(account);
              int more = offers.unheard(agent);
              return more == 0 ? view : view.offered(more, skill.weights(), latest(agent, offers));
            });
  }

  private static long latest(String agent, OutstandingOffers offers) {
    return offers.of(agent).stream()
        .mapToLong(OutstandingOffers.Outstanding::since)
        .max()
        .orElse(0);
  }

  /** How many of those who are online have room. */
  int free() {
    return (int)
        skill.agents().stream()
            .flatMap(agent -> eligibleAgents.find(agent).stream())
            .filter(view -> view.isOnline() && view.hasRoomFor(skill))
            .count();
  }
}
