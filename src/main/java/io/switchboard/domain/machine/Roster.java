package io.switchboard.domain.machine;

import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Crew;
import io.switchboard.domain.agent.Presence;
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

  private record Known(AgentView view, long version, boolean busy) {}

  /** What decides who may be given what, but for what an agent has in their hands. */
  private record Standing(String group, Presence presence, CapacityMode mode, int maximum) {
    static Standing of(AgentView agent) {
      return new Standing(agent.group(), agent.presence(), agent.mode(), agent.maximum());
    }
  }

  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> unheard = new HashSet<>();
  private SkillPolicy skill;
  private Crew crew;

  /** Seats those who are known in the crew of a new configuration. */
  void seat(SkillPolicy newSkill, Crew newCrew, Offers offers) {
    skill = newSkill;
    crew = newCrew;
    known.keySet().forEach(agent -> update(agent, offers));
  }

  /** Waits to hear of those who have the skill and of whom nothing is known yet; names them. */
  Set<String> awaitUnknown() {
    unheard.retainAll(skill.agents());
    Set<String> unknown = new LinkedHashSet<>(skill.agents());
    unknown.removeAll(known.keySet());
    unknown.removeAll(unheard);
    unheard.addAll(unknown);
    return unknown;
  }

  /** Whether something newer is known of an agent. */
  boolean isOutdated(String agent, long version) {
    Known before = known.get(agent);
    return before != null && before.version() >= version;
  }

  boolean hasHeardAll() {
    return unheard.isEmpty();
  }

  void waitNoLonger() {
    unheard.clear();
  }

  /** Notes how an agent is; false when something newer is known. */
  boolean heard(AgentView view, long version, boolean busy, Offers offers) {
    Known before = known.get(view.id());
    if (isOutdated(view.id(), version)) {
      return false;
    }
    unheard.remove(view.id());
    if (before != null && !before.view().group().equals(view.group())) {
      crew.remove(view.id());
    }
    known.put(view.id(), new Known(view, version, busy));
    update(view.id(), offers);
    return true;
  }

  /** Whether more about an agent is different than what they have in their hands. */
  static boolean isChanged(Optional<AgentView> before, Optional<AgentView> after) {
    return after.isPresent() && !before.map(Standing::of).equals(after.map(Standing::of));
  }

  /** Gives an agent nothing until they are heard again. */
  void busy(String agent, Offers offers) {
    Known before = known.get(agent);
    if (before != null) {
      known.put(agent, new Known(before.view(), before.version(), true));
      update(agent, offers);
    }
  }

  /** Seats an agent as they are, given what is on its way to them. */
  void update(String agent, Offers offers) {
    if (skill.agents().contains(agent)) {
      find(agent, offers).ifPresent(view -> crew.seat(view).update(shown(agent, view)));
    }
  }

  private AgentView shown(String agent, AgentView view) {
    return known.get(agent).busy() ? view.busy() : view;
  }

  /** An agent with all that is on its way to them. */
  Optional<AgentView> find(String agent, Offers offers) {
    return Optional.ofNullable(known.get(agent))
        .map(
            one -> {
              int more = offers.unheard(agent);
              return more == 0
                  ? one.view()
                  : one.view().offered(more, skill.weights(), latest(agent, offers));
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
