package io.switchboard.domain.agent;

import io.switchboard.domain.account.SkillPolicy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The agents who serve one skill, as its queue knows them: in teams, those with room in the order
 * in which they are preferred. A team is an agent group where the skill distributes its
 * conversations, and all of them together, {@link #EVERYBODY}, where it does not. Taking note of a
 * change takes O(log n).
 */
public final class Crew {

  /** The only team of a skill that does not distribute. */
  public static final String EVERYBODY = "";

  private final class Team {
    final TreeSet<AgentView> ready = new TreeSet<>(order);
    int online;
    int capable;
  }

  private static final class Seat {
    final String team;
    AgentView agent;
    boolean ready;

    Seat(String team, AgentView agent) {
      this.team = team;
      this.agent = agent;
    }
  }

  private final SkillPolicy skill;
  private final AgentOrder order;
  private final Map<String, Seat> seats = new HashMap<>();
  private final Map<String, Team> teams = new HashMap<>();
  private int online;
  private int connected;

  /** A crew of whom nothing is known yet. */
  public Crew(SkillPolicy skill, AgentOrder order) {
    this.skill = skill;
    this.order = order;
  }

  /** The team of an agent. */
  public String teamOf(AgentView agent) {
    return skill.distribution().isPresent() ? agent.group() : EVERYBODY;
  }

  /** Takes note of an agent as they are now. */
  public void update(AgentView now) {
    Seat seat = seats.get(now.id());
    if (seat == null) {
      seat = new Seat(teamOf(now), AgentView.loggedOut(now));
      seats.put(now.id(), seat);
      teams.computeIfAbsent(seat.team, name -> new Team());
    }
    boolean ready = now.isOnline() && now.hasRoomFor(skill);
    if (ready || seat.ready) {
      Team team = teams.get(seat.team);
      if (seat.ready) {
        team.ready.remove(seat.agent);
      }
      if (ready) {
        team.ready.add(now);
      }
      seat.ready = ready;
    }
    if (now.presence() != seat.agent.presence() || now.maximum() != seat.agent.maximum()) {
      count(seat.team, seat.agent, -1);
      count(seat.team, now, 1);
    }
    seat.agent = now;
  }

  private void count(String team, AgentView agent, int change) {
    if (agent.presence() != Presence.OFFLINE) {
      connected += change;
    }
    if (agent.isOnline()) {
      online += change;
      teams.get(team).online += change;
      teams.get(team).capable += agent.couldTake(skill) ? change : 0;
    }
  }

  public Optional<AgentView> find(String agent) {
    return Optional.ofNullable(seats.get(agent)).map(seat -> seat.agent);
  }

  /** How many agents are online. */
  public int online() {
    return online;
  }

  /** How many agents are not logged out. */
  public int connected() {
    return connected;
  }

  /** How many agents of a team are online. */
  public int online(String team) {
    Team members = teams.get(team);
    return members == null ? 0 : members.online;
  }

  /** How many agents of a team are online and could take a conversation if they had no other. */
  public int capable(String team) {
    Team members = teams.get(team);
    return members == null ? 0 : members.capable;
  }

  /** Whether somebody of a team is online and has room. */
  public boolean hasRoom(String team) {
    Team members = teams.get(team);
    return members != null && !members.ready.isEmpty();
  }

  /** The most preferred of some teams who is online, has room and passes the test. */
  public Optional<AgentView> best(
      Collection<String> among, List<String> previousAgents, Predicate<AgentView> test) {
    AgentView best = null;
    for (String name : among) {
      AgentView first = first(name, test);
      if (first != null && (best == null || order.compare(first, best) < 0)) {
        best = first;
      }
    }
    if (best == null || previousAgents.isEmpty() || !order.hasHistory()) {
      return Optional.ofNullable(best);
    }
    return Optional.of(preferringHistory(best, among, previousAgents, test));
  }

  private AgentView preferringHistory(
      AgentView best,
      Collection<String> among,
      List<String> previousAgents,
      Predicate<AgentView> test) {
    for (String previous : previousAgents) {
      Seat seat = seats.get(previous);
      if (seat != null
          && seat.ready
          && among.contains(seat.team)
          && order.equalBeforeHistory(seat.agent, best)
          && test.test(seat.agent)) {
        return seat.agent;
      }
    }
    return best;
  }

  private AgentView first(String team, Predicate<AgentView> test) {
    Team members = teams.get(team);
    if (members == null) {
      return null;
    }
    for (AgentView agent : members.ready) {
      if (test.test(agent)) {
        return agent;
      }
    }
    return null;
  }
}
