package io.switchboard.domain.queue.matching;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.AgentOrder;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The agents who serve one skill, as its queue knows them: in teams, those with room in the order
 * in which they are preferred. A team is an agent group where the skill distributes its
 * conversations, and all of them together, {@link #EVERYBODY}, where it does not. Taking note of a
 * change takes O(log n).
 */
public final class EligibleAgents {

  /** The only team of a skill that does not distribute. */
  public static final String EVERYBODY = "";

  private final class Group {
    final TreeSet<AgentAvailability> ready = new TreeSet<>(order);
    final Map<String, Member> searching = new HashMap<>();
    final Set<String> awaited = new HashSet<>();
    int online;
    int capable;
  }

  /** The place of one agent in the crew. */
  public final class Member {
    private final String name;
    private final Group group;
    private AgentAvailability agent;
    private Optional<Long> searchesUntil = Optional.empty();
    private boolean roomy;

    private Member(AgentAvailability agent) {
      this.name = groupOf(agent);
      this.group = groups.computeIfAbsent(name, unused -> new Group());
      this.agent = agent.loggedOut();
    }

    /** Takes note of the agent as they are now. */
    public void update(AgentAvailability now) {
      update(now, Optional.empty());
    }

    /**
     * Takes note of the agent as they are now.
     *
     * @param until present while they choose for themselves, so that nothing is chosen for them:
     *     the time up to which their room is kept for what they choose
     */
    public void update(AgentAvailability now, Optional<Long> until) {
      boolean wasSearching = isSearching();
      boolean wasRoomy = roomy;
      if (isReady()) {
        group.ready.remove(agent);
      }
      roomy = now.isOnline() && now.hasRoomFor(skill);
      searchesUntil = until;
      if (isReady()) {
        group.ready.add(now);
      }
      if (isSearching()) {
        group.searching.put(now.id(), this);
      } else if (wasSearching) {
        group.searching.remove(now.id());
      }
      roomFreed += (wasSearching && !isSearching()) || (wasRoomy && !roomy) ? 1 : 0;
      if (now.presence() != agent.presence()
          || now.maximum() != agent.maximum()
          || now.mode() != agent.mode()) {
        count(agent, -1);
        count(now, 1);
      }
      agent = now;
    }

    private boolean isReady() {
      return roomy && searchesUntil.isEmpty();
    }

    private boolean isSearching() {
      return roomy && searchesUntil.isPresent();
    }

    private void count(AgentAvailability counted, int change) {
      if (counted.presence() != Presence.OFFLINE) {
        connected += change;
      }
      if (counted.isOnline()) {
        online += change;
        group.online += change;
        group.capable += counted.couldTake(skill) ? change : 0;
      }
    }
  }

  private record Ready(AgentAvailability first, Iterator<AgentAvailability> rest) {
    static Optional<Ready> of(Iterator<AgentAvailability> agents) {
      return agents.hasNext() ? Optional.of(new Ready(agents.next(), agents)) : Optional.empty();
    }
  }

  private final SkillPolicy skill;
  private final AgentOrder order;
  private final Map<String, Member> seats = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private int online;
  private int connected;
  private long roomFreed;

  /** A crew of whom nothing is known yet. */
  public EligibleAgents(SkillPolicy skill, AgentOrder order) {
    this.skill = skill;
    this.order = order;
  }

  /** The team of an agent. */
  public String groupOf(AgentAvailability agent) {
    return groupOf(agent.group());
  }

  /** The team of the agents of a group. */
  public String groupOf(String group) {
    return skill.distribution().isPresent() ? group : EVERYBODY;
  }

  /** The place of an agent; a new one is that of an agent who is logged out. */
  public Member seat(AgentAvailability agent) {
    return seats.computeIfAbsent(agent.id(), id -> new Member(agent));
  }

  /**
   * Forgets an agent altogether, as if they had never been known; their seat is void. Nothing
   * happens when they are not known.
   */
  public void remove(String agent) {
    Member seat = seats.remove(agent);
    if (seat != null) {
      seat.update(seat.agent.loggedOut());
    }
  }

  public Optional<AgentAvailability> find(String agent) {
    return Optional.ofNullable(seats.get(agent)).map(seat -> seat.agent);
  }

  /** An agent who is online, has room and does not choose for themselves. */
  public Optional<AgentAvailability> findReady(String agent) {
    return Optional.ofNullable(seats.get(agent)).filter(Member::isReady).map(seat -> seat.agent);
  }

  /** Whether an agent chooses for themselves at the moment. */
  public boolean isSeeking(String agent) {
    return Optional.ofNullable(seats.get(agent)).flatMap(seat -> seat.searchesUntil).isPresent();
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
  public int online(String group) {
    Group members = groups.get(group);
    return members == null ? 0 : members.online;
  }

  /** How many agents of a team are online and could take a conversation if they had no other. */
  public int capable(String group) {
    Group members = groups.get(group);
    return members == null ? 0 : members.capable;
  }

  /**
   * Whether somebody of a team who passes the test is online and has room. That of an agent who
   * chooses for themselves counts as long as it is kept.
   */
  public boolean hasRoom(String group, Predicate<AgentAvailability> test, long now) {
    Group members = groups.get(group);
    return members != null
        && (first(group, test) != null
            || members.searching.values().stream()
                .anyMatch(seat -> seat.searchesUntil.get() > now && test.test(seat.agent)));
  }

  /** When the room of the next agent is kept no longer who chooses for themselves. */
  public OptionalLong nextSearchOver(long now) {
    return groups.values().stream()
        .flatMap(group -> group.searching.values().stream())
        .mapToLong(seat -> seat.searchesUntil.get())
        .filter(until -> until > now)
        .min();
  }

  /** Whether somebody is online, has room and does not choose for themselves. */
  public boolean hasReady() {
    return groups.values().stream().anyMatch(group -> !group.ready.isEmpty());
  }

  /** How many conversations those could take who are online and do not choose for themselves. */
  public int room() {
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            groups.values().stream()
                .flatMap(group -> group.ready.stream())
                .mapToLong(agent -> agent.roomFor(skill))
                .sum());
  }

  /**
   * How often an agent who had room has none any more or has chosen, so that what was kept for them
   * or their group may go to others.
   */
  public long roomFreed() {
    return roomFreed;
  }

  /** Notes that an agent of a team has the skill, but has not been heard yet. */
  public void await(String agent, String group) {
    groups.computeIfAbsent(group, unused -> new Group()).awaited.add(agent);
  }

  /** Notes that an agent has been heard, or is waited for no longer. */
  public void awaitNoLonger(String agent) {
    groups.values().forEach(group -> group.awaited.remove(agent));
  }

  /** The agents of a team who have not been heard yet. */
  public Set<String> awaited(String group) {
    Group members = groups.get(group);
    return members == null ? Set.of() : Collections.unmodifiableSet(members.awaited);
  }

  /** Whether it is known that nobody of a team is online. */
  public boolean isDeserted(String group) {
    return online(group) == 0 && awaited(group).isEmpty();
  }

  /** The most preferred of some teams who is online, has room and passes the test. */
  public Optional<AgentAvailability> best(
      Collection<String> among, List<String> previousAgents, Predicate<AgentAvailability> test) {
    AgentAvailability best = null;
    for (String name : among) {
      AgentAvailability first = first(name, test);
      if (first != null && (best == null || order.compare(first, best) < 0)) {
        best = first;
      }
    }
    if (best == null || previousAgents.isEmpty() || !order.hasHistory()) {
      return Optional.ofNullable(best);
    }
    return Optional.of(preferringHistory(best, among, previousAgents, test));
  }

  /** At most so many of some teams who are online and have room, the most preferred first. */
  public List<AgentAvailability> preferred(Collection<String> among, int limit) {
    PriorityQueue<Ready> heads = new PriorityQueue<>(Comparator.comparing(Ready::first, order));
    for (String name : among) {
      Group group = groups.get(name);
      if (group != null) {
        Ready.of(group.ready.iterator()).ifPresent(heads::add);
      }
    }
    List<AgentAvailability> preferred = new ArrayList<>();
    while (preferred.size() < limit && !heads.isEmpty()) {
      Ready head = heads.remove();
      preferred.add(head.first());
      Ready.of(head.rest()).ifPresent(heads::add);
    }
    return preferred;
  }

  private AgentAvailability preferringHistory(
      AgentAvailability best,
      Collection<String> among,
      List<String> previousAgents,
      Predicate<AgentAvailability> test) {
    for (String previous : previousAgents) {
      Member seat = seats.get(previous);
      if (seat != null
          && seat.isReady()
          && among.contains(seat.name)
          && order.equalBeforeHistory(seat.agent, best)
          && test.test(seat.agent)) {
        return seat.agent;
      }
    }
    return best;
  }

  private AgentAvailability first(String group, Predicate<AgentAvailability> test) {
    Group members = groups.get(group);
    if (members == null) {
      return null;
    }
    for (AgentAvailability agent : members.ready) {
      if (test.test(agent)) {
        return agent;
      }
    }
    return null;
  }
}
