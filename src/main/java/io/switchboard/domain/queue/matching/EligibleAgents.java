package io.switchboard.domain.queue.matching;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.AgentOrder;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The agents of one skill, as reported to its queue, divided into groups. In each group the ready
 * agents (online, with capacity, in no work search) are in the order of preference. If the skill
 * distributes its conversations, the groups are agent groups; otherwise all agents are in one
 * group, {@link #EVERYBODY}. A change of an agent takes O(log n).
 */
public final class EligibleAgents {

  /** The only group of a skill that does not distribute. */
  public static final String EVERYBODY = "";

  private final class Group {
    final TreeSet<AgentAvailability> ready = new TreeSet<>(order);
    final Map<String, Member> searching = new HashMap<>();
    final Set<String> awaited = new HashSet<>();
    int online;
    int capable;
  }

  private final class Member {
    private final String name;
    private final Group group;
    private AgentAvailability agent;
    private Optional<Long> searchesUntil = Optional.empty();
    private boolean hasCapacity;

    private Member(AgentAvailability agent) {
      this.name = groupOf(agent);
      this.group = groups.computeIfAbsent(name, unused -> new Group());
      this.agent = agent.loggedOut();
    }

    void update(AgentAvailability now, Optional<Long> until) {
      boolean wasSearching = isSearching();
      boolean wasRoomy = hasCapacity;
      if (isReady()) {
        group.ready.remove(agent);
      }
      hasCapacity = now.isOnline() && now.hasCapacityFor(skill);
      searchesUntil = until;
      if (isReady()) {
        group.ready.add(now);
      }
      if (isSearching()) {
        group.searching.put(now.id(), this);
      } else if (wasSearching) {
        group.searching.remove(now.id());
      }
      capacityFreed += (wasSearching && !isSearching()) || (wasRoomy && !hasCapacity) ? 1 : 0;
      if (now.presence() != agent.presence()
          || now.maximum() != agent.maximum()
          || now.mode() != agent.mode()) {
        count(agent, -1);
        count(now, 1);
      }
      agent = now;
    }

    private boolean isReady() {
      return hasCapacity && searchesUntil.isEmpty();
    }

    private boolean isSearching() {
      return hasCapacity && searchesUntil.isPresent();
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

  private final SkillPolicy skill;
  private final AgentOrder order;
  private final Map<String, Member> members = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Group none = new Group();
  private int online;
  private int connected;
  private long capacityFreed;

  /** The agents of a skill before any report: none is known. */
  public EligibleAgents(SkillPolicy skill, AgentOrder order) {
    this.skill = skill;
    this.order = order;
  }

  private Group group(String name) {
    return groups.getOrDefault(name, none);
  }

  /** The group of an agent in this queue. */
  public String groupOf(AgentAvailability agent) {
    return groupOf(agent.group());
  }

  /** The group in this queue for an agent group of the account. */
  public String groupOf(String group) {
    return skill.distribution().isPresent() ? group : EVERYBODY;
  }

  /** Sets an agent's availability; in a work search, the time until which capacity is kept. */
  public void update(AgentAvailability agent, Optional<Long> searchesUntil) {
    members.computeIfAbsent(agent.id(), id -> new Member(agent)).update(agent, searchesUntil);
  }

  public Optional<AgentAvailability> find(String agent) {
    return Optional.ofNullable(members.get(agent)).map(member -> member.agent);
  }

  /** An agent if they are ready: online, with capacity, in no work search. */
  public Optional<AgentAvailability> findReady(String agent) {
    return Optional.ofNullable(members.get(agent))
        .filter(Member::isReady)
        .map(member -> member.agent);
  }

  /** Whether an agent is in a work search. */
  public boolean isSearching(String agent) {
    return Optional.ofNullable(members.get(agent))
        .flatMap(member -> member.searchesUntil)
        .isPresent();
  }

  /** How many agents are online. */
  public int online() {
    return online;
  }

  /** How many agents are not offline. */
  public int connected() {
    return connected;
  }

  /** How many agents of a group are online. */
  public int online(String group) {
    return group(group).online;
  }

  /** How many agents of a group are online and could take a conversation if they had no other. */
  public int capable(String group) {
    return group(group).capable;
  }

  /**
   * Whether an agent of a group who passes the test is online and has capacity. The capacity of an
   * agent in a work search counts as long as it is kept for the search.
   */
  public boolean hasCapacity(String group, Predicate<AgentAvailability> test, long now) {
    return first(group, test) != null
        || group(group).searching.values().stream()
            .anyMatch(member -> member.searchesUntil.get() > now && test.test(member.agent));
  }

  /** When the capacity of the next agent in a work search is no longer kept; empty when none is. */
  public OptionalLong nextSearchOver(long now) {
    return groups.values().stream()
        .flatMap(group -> group.searching.values().stream())
        .mapToLong(member -> member.searchesUntil.get())
        .filter(until -> until > now)
        .min();
  }

  /** How many agents are ready: online, with capacity, in no work search. */
  public int ready() {
    return groups.values().stream().mapToInt(group -> group.ready.size()).sum();
  }

  /** How many agents are online, have capacity and are in a work search. */
  public int searching() {
    return groups.values().stream().mapToInt(group -> group.searching.size()).sum();
  }

  /** Whether any agent is ready: online, with capacity, in no work search. */
  public boolean hasReady() {
    return groups.values().stream().anyMatch(group -> !group.ready.isEmpty());
  }

  /** How many more conversations the ready agents can take together. */
  public int freeCapacity() {
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            groups.values().stream()
                .flatMap(group -> group.ready.stream())
                .mapToLong(agent -> agent.capacityFor(skill))
                .sum());
  }

  /**
   * How often an agent has lost the last capacity or ended a work search. After each, conversations
   * that were kept for the agent or the group may go to others.
   */
  public long capacityFreed() {
    return capacityFreed;
  }

  /** Records that an agent of a group has the skill but has not reported yet. */
  public void await(String agent, String group) {
    groups.computeIfAbsent(group, unused -> new Group()).awaited.add(agent);
  }

  /** Records that an agent has reported, or that the queue waits for the report no longer. */
  public void awaitNoLonger(String agent) {
    groups.values().forEach(group -> group.awaited.remove(agent));
  }

  /** The agents of a group whose reports are awaited. */
  public Set<String> awaited(String group) {
    return Collections.unmodifiableSet(group(group).awaited);
  }

  /** Whether no agent of a group is online, and no report of an agent of the group is awaited. */
  public boolean isDeserted(String group) {
    return online(group) == 0 && awaited(group).isEmpty();
  }

  /** The most preferred ready agent of some groups who passes the test. */
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

  /** At most {@code limit} ready agents of some groups, the most preferred first. */
  public List<AgentAvailability> preferred(Collection<String> among, int limit) {
    Merge<AgentAvailability> merge = new Merge<>(order);
    among.forEach(name -> merge.add(group(name).ready.iterator()));
    List<AgentAvailability> preferred = new ArrayList<>();
    while (preferred.size() < limit && merge.hasNext()) {
      preferred.add(merge.next());
    }
    return preferred;
  }

  private AgentAvailability preferringHistory(
      AgentAvailability best,
      Collection<String> among,
      List<String> previousAgents,
      Predicate<AgentAvailability> test) {
    for (String previous : previousAgents) {
      Member member = members.get(previous);
      if (member != null
          && member.isReady()
          && among.contains(member.name)
          && order.equalBeforeHistory(member.agent, best)
          && test.test(member.agent)) {
        return member.agent;
      }
    }
    return best;
  }

  private AgentAvailability first(String group, Predicate<AgentAvailability> test) {
    for (AgentAvailability agent : group(group).ready) {
      if (test.test(agent)) {
        return agent;
      }
    }
    return null;
  }
}
