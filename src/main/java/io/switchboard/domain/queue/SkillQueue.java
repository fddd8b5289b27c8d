package io.switchboard.domain.queue;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentOrder;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Crew;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The queue of one skill: who waits, who may take it, and which group it is meant for. It decides
 * both ways, the best agent for a conversation and the best conversation for an agent, and changes
 * only by what it is told. Times are nanoseconds of the caller's clock.
 */
public final class SkillQueue {
  private static final List<String> EVERYBODY = List.of(Crew.EVERYBODY);

  private final SkillPolicy policy;
  private final WaitingLine line = new WaitingLine();
  private final Crew crew;
  private final Optional<Distributor> distributor;
  private final List<String> teams;
  private final Map<String, TreeSet<Allotted>> allotted = new HashMap<>();
  private final TreeSet<Allotted> closed = new TreeSet<>();

  private record Allotted(long enteredAt, String id) implements Comparable<Allotted> {
    static Allotted of(WaitingConversation conversation) {
      return new Allotted(conversation.enteredAt(), conversation.id());
    }

    @Override
    public int compareTo(Allotted other) {
      int byTime = Long.compare(enteredAt, other.enteredAt);
      return byTime != 0 ? byTime : id.compareTo(other.id);
    }
  }

  /** An empty queue with a fresh ledger, which knows of no agent yet. */
  public SkillQueue(SkillPolicy policy, AgentOrder order) {
    this.policy = policy;
    this.crew = new Crew(policy, order);
    this.distributor = policy.distribution().map(Distributor::new);
    this.teams = distributor.map(Distributor::groups).orElse(EVERYBODY);
  }

  public SkillPolicy policy() {
    return policy;
  }

  public WaitingLine line() {
    return line;
  }

  public Crew crew() {
    return crew;
  }

  /** The ledger of the distribution; empty when the skill does not distribute. */
  public Optional<Ledger> ledger() {
    return distributor.map(Distributor::ledger);
  }

  /**
   * Allots a conversation that is about to wait here to a group, if the skill distributes. One that
   * is open to a single agent stays so; one that is allotted to a group of this skill keeps it, and
   * is open to as many as before or more.
   */
  public WaitingConversation allot(WaitingConversation conversation, long now) {
    if (distributor.isEmpty()) {
      boolean asItShouldBe =
          conversation.group().isEmpty() && !(conversation.access() instanceof Access.OnlyGroup);
      return asItShouldBe
          ? conversation
          : conversation.withGroup(
              Optional.empty(), isTargeted(conversation) ? conversation.access() : Access.ANYONE);
    }
    if (conversation.group().filter(teams::contains).isPresent()) {
      return isTargeted(conversation) ? conversation : widened(conversation, now);
    }
    String group = distributor.get().allot(groupsAt(now));
    return conversation.withGroup(
        Optional.of(group),
        isTargeted(conversation)
            ? conversation.access()
            : accessWithin(group, conversation.enteredAt(), now));
  }

  private static boolean isTargeted(WaitingConversation conversation) {
    return conversation.access() instanceof Access.OnlyAgent;
  }

  private Access accessWithin(String group, long enteredAt, long now) {
    boolean opened =
        policy.opens() && (now - enteredAt >= policy.maxWaitTime() || crew.online(group) == 0);
    return opened ? Access.ANYONE : new Access.OnlyGroup(group);
  }

  private Distributor.Groups groupsAt(long now) {
    return new Distributor.Groups() {
      @Override
      public boolean isOnline(String group) {
        return crew.online(group) > 0;
      }

      @Override
      public boolean isOverwhelmed(String group) {
        return !crew.hasRoom(group) && now - longestWaiting(group) >= policy.maxWaitTime();
      }

      private long longestWaiting(String group) {
        TreeSet<Allotted> waiting = allotted.get(group);
        return waiting == null || waiting.isEmpty() ? now : waiting.first().enteredAt();
      }
    };
  }

  /** Lets a conversation wait, as it was allotted; in the place of an older version of it. */
  public void put(WaitingConversation conversation) {
    line.find(conversation.id()).ifPresent(this::forget);
    line.put(conversation);
    if (waitsForGroups(conversation)) {
      allotted
          .computeIfAbsent(conversation.group().get(), group -> new TreeSet<>())
          .add(Allotted.of(conversation));
    }
    if (opensByItself(conversation)) {
      closed.add(Allotted.of(conversation));
    }
  }

  /** Lets a conversation wait no more; says what it was, if it waited here. */
  public Optional<WaitingConversation> remove(String conversation) {
    Optional<WaitingConversation> removed = line.remove(conversation);
    removed.ifPresent(this::forget);
    return removed;
  }

  private void forget(WaitingConversation conversation) {
    if (waitsForGroups(conversation)) {
      allotted.get(conversation.group().get()).remove(Allotted.of(conversation));
    }
    if (opensByItself(conversation)) {
      closed.remove(Allotted.of(conversation));
    }
  }

  private static boolean waitsForGroups(WaitingConversation conversation) {
    return conversation.group().isPresent() && !isTargeted(conversation);
  }

  /** Whether a conversation opens to other groups once it has waited the skill's maximum. */
  public boolean opensByItself(WaitingConversation conversation) {
    return conversation.access() instanceof Access.OnlyGroup && policy.opens();
  }

  /**
   * Enters in the ledger that a conversation was placed with an agent. A transfer to that agent is
   * no overflow, whatever their group.
   */
  public void placed(WaitingConversation conversation, AgentView agent) {
    if (distributor.isPresent() && isTargeted(conversation)) {
      distributor.get().accepted(crew.teamOf(agent));
    } else if (distributor.isPresent()) {
      distributor
          .get()
          .placed(
              conversation.group().orElseThrow(),
              crew.teamOf(agent),
              group -> canTake(group, conversation));
    }
  }

  /** The agent who should get this conversation now; empty when it must wait. */
  public Optional<AgentView> bestAgent(WaitingConversation conversation) {
    if (conversation.access() instanceof Access.OnlyAgent only) {
      return crew.find(only.agent()).filter(agent -> agent.isOnline() && agent.hasRoomFor(policy));
    }
    Predicate<AgentView> mayTake = agent -> !isExcluded(conversation, agent.id());
    if (conversation.access() instanceof Access.OnlyGroup only) {
      return crew.best(List.of(only.group()), conversation.previousAgents(), mayTake);
    }
    if (distributor.isEmpty()) {
      return crew.best(EVERYBODY, conversation.previousAgents(), mayTake);
    }
    return distributor
        .get()
        .overflow(conversation.group().orElseThrow(), group -> canTake(group, conversation))
        .flatMap(group -> crew.best(List.of(group), conversation.previousAgents(), mayTake));
  }

  private boolean canTake(String group, WaitingConversation conversation) {
    return crew.best(List.of(group), List.of(), agent -> !isExcluded(conversation, agent.id()))
        .isPresent();
  }

  /** The most urgent conversation that this agent may take now; empty when there is none. */
  public Optional<WaitingConversation> bestFor(AgentView agent) {
    if (line.size() == 0 || !agent.isOnline() || !agent.hasRoomFor(policy)) {
      return Optional.empty();
    }
    return line.firstFor(
        agent.id(), crew.teamOf(agent), conversation -> !isExcluded(conversation, agent.id()));
  }

  /**
   * Whether this agent's refusal still keeps the conversation from them: as long as somebody else
   * who is online, who takes conversations at all and to whom it is open, has not refused it. It is
   * therefore never stranded.
   */
  public boolean isExcluded(WaitingConversation conversation, String agent) {
    return !isTargeted(conversation)
        && conversation.refusedBy().contains(agent)
        && willing(conversation) > 0;
  }

  private long willing(WaitingConversation conversation) {
    List<String> openTo = teamsOf(conversation);
    long capable = openTo.stream().mapToInt(crew::capable).sum();
    long refusing =
        conversation.refusedBy().stream().filter(refuser -> isCapableIn(openTo, refuser)).count();
    return capable - refusing;
  }

  private boolean isCapableIn(List<String> openTo, String agent) {
    return crew.find(agent)
        .filter(
            view -> view.isOnline() && view.couldTake(policy) && openTo.contains(crew.teamOf(view)))
        .isPresent();
  }

  private List<String> teamsOf(WaitingConversation conversation) {
    return conversation.access() instanceof Access.OnlyGroup only ? List.of(only.group()) : teams;
  }

  /**
   * The conversation after an agent has declined, missed or returned it. When nobody is left who
   * has not, a new round begins in which only this agent counts as refusing. A conversation that
   * was meant for this agent alone is now for everybody else too.
   */
  public WaitingConversation refuse(WaitingConversation conversation, String agent, long now) {
    WaitingConversation refused = widened(conversation, now);
    Set<String> refusing = new LinkedHashSet<>(refused.refusedBy());
    refusing.add(agent);
    refused = refused.withRefusedBy(refusing);
    return willing(refused) > 0 ? refused : refused.withRefusedBy(Set.of(agent));
  }

  /**
   * The conversation as open as it may be now. What was open to everybody stays so, and what was
   * transferred to one agent is thereafter for any agent of the skill (routing rules, section 6);
   * only strict percentages keep it to its group.
   */
  private WaitingConversation widened(WaitingConversation conversation, long now) {
    if (conversation.access().equals(Access.ANYONE)) {
      return conversation;
    }
    boolean toAll = isTargeted(conversation) && policy.opens();
    return conversation.withAccess(
        conversation
            .group()
            .filter(group -> !toAll)
            .map(group -> accessWithin(group, conversation.enteredAt(), now))
            .orElse(Access.ANYONE));
  }

  /** Opens what has waited the skill's maximum for its group; says which, the most urgent first. */
  public List<WaitingConversation> openOverdue(long now) {
    List<WaitingConversation> due = new ArrayList<>();
    for (Allotted next : closed) {
      if (now - next.enteredAt() < policy.maxWaitTime()) {
        break;
      }
      due.add(line.find(next.id()).orElseThrow());
    }
    return open(due);
  }

  /** When the next conversation opens to other groups by having waited; empty when none will. */
  public OptionalLong nextOpening() {
    return closed.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(closed.first().enteredAt() + policy.maxWaitTime());
  }

  /** Opens what waits for a group of whom nobody is online; says which, the most urgent first. */
  public List<WaitingConversation> openAbandoned(String group) {
    if (!policy.opens() || crew.online(group) > 0) {
      return List.of();
    }
    List<WaitingConversation> left = new ArrayList<>();
    for (Allotted next : allotted.getOrDefault(group, new TreeSet<>())) {
      WaitingConversation conversation = line.find(next.id()).orElseThrow();
      if (opensByItself(conversation)) {
        left.add(conversation);
      }
    }
    return open(left);
  }

  private List<WaitingConversation> open(List<WaitingConversation> conversations) {
    List<WaitingConversation> opened =
        conversations.stream()
            .map(conversation -> conversation.withAccess(Access.ANYONE))
            .sorted()
            .toList();
    opened.forEach(this::put);
    return opened;
  }

  /**
   * Lets a conversation that waited for one agent be for others too, if its time for that is up.
   */
  public Optional<WaitingConversation> releaseTarget(String conversation, long now) {
    Optional<WaitingConversation> released =
        line.find(conversation)
            .filter(
                waiting -> waiting.access() instanceof Access.OnlyAgent only && only.until() <= now)
            .map(waiting -> widened(waiting, now));
    released.ifPresent(this::put);
    return released;
  }
}
