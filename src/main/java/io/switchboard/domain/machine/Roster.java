package io.switchboard.domain.machine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Crew;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.protocol.QueueMessage.Seek;
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
  private record Known(AgentView view, long version, Optional<Long> searchesUntil) {}

  /** What decides who may be given what, but for what an agent has in their hands. */
  private record Standing(String group, Presence presence, CapacityMode mode, int maximum) {
    static Standing of(AgentView agent) {
      return new Standing(agent.group(), agent.presence(), agent.mode(), agent.maximum());
    }
  }

  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> unheard = new HashSet<>();
  private AccountPolicy account;
  private SkillPolicy skill;
  private Crew crew;

  /** Seats those who are known in the crew of a new configuration, as it has them. */
  void seat(AccountPolicy newAccount, SkillPolicy newSkill, Crew newCrew, Offers offers) {
    account = newAccount;
    skill = newSkill;
    crew = newCrew;
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
    unheard.forEach(agent -> crew.await(agent, crew.teamOf(groupOf(agent))));
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
    unheard.forEach(crew::awaitNoLonger);
    unheard.clear();
  }

  /**
   * Notes how an agent is, who is given nothing until they have asked for it. Of one who does not
   * serve the skill nothing is known: given the skill again, they are awaited like anybody new.
   */
  void heard(AgentView view, long version, Offers offers, long now) {
    if (!skill.agents().contains(view.id())) {
      return;
    }
    if (unheard.remove(view.id())) {
      crew.awaitNoLonger(view.id());
    }
    known.put(view.id(), new Known(view, version, Optional.of(now + Seek.PATIENCE)));
    update(view.id(), offers);
  }

  /** Whether more about an agent is different than what they have in their hands. */
  static boolean isChanged(Optional<AgentView> before, Optional<AgentView> after) {
    return after.isPresent() && !before.map(Standing::of).equals(after.map(Standing::of));
  }

  /** Gives an agent nothing until they ask for it, or whatever comes. */
  void seeks(String agent, boolean seeking, Offers offers, long now) {
    Known before = known.get(agent);
    if (before != null) {
      Optional<Long> until = seeking ? Optional.of(now + Seek.PATIENCE) : Optional.empty();
      known.put(agent, new Known(before.view(), before.version(), until));
      update(agent, offers);
    }
  }

  /** Seats an agent as they are, given what is on its way to them. */
  void update(String agent, Offers offers) {
    if (skill.agents().contains(agent)) {
      find(agent, offers)
          .ifPresent(view -> crew.seat(view).update(view, known.get(agent).searchesUntil()));
    }
  }

  /**
   * An agent with all that is on its way to them. Their group, their maximum and their skills are
   * those of the configuration by which this queue decides, whatever they said last.
   */
  Optional<AgentView> find(String agent, Offers offers) {
    return Optional.ofNullable(known.get(agent))
        .map(
            one -> {
              AgentView view = one.view().by(account);
              int more = offers.unheard(agent);
              return more == 0 ? view : view.offered(more, skill.weights(), latest(agent, offers));
            });
  }

  private static long latest(String agent, Offers offers) {
    return offers.of(agent).stream().mapToLong(Offers.Outstanding::since).max().orElse(0);
  }

  /** How many of those who are online have room. */
  int free() {
    return (int)
        skill.agents().stream()
            .flatMap(agent -> crew.find(agent).stream())
            .filter(view -> view.isOnline() && view.hasRoomFor(skill))
            .count();
  }
}
