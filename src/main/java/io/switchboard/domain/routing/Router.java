package io.switchboard.domain.routing;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentOrder;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.consumer.Consumer;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.DueTime;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.routing.Placement.Occasion;
import io.switchboard.domain.selection.SkillChoice;
import io.switchboard.domain.selection.SkillPresence;
import io.switchboard.domain.selection.SkillSelection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Routes one account in one place: every event is told to it in the order of time, and whatever
 * that event makes possible is placed before the call returns (routing rules, section 3: nothing
 * polls). Offers are accepted at once. Times are nanoseconds of the caller's clock and never go
 * back.
 *
 * <p>It is deterministic: the same calls lead to the same placements.
 */
public final class Router {

  /** Learns of every decision. */
  public interface Observer {

    /** A conversation is about to be placed; the queue still shows what was compared. */
    default void placing(SkillQueue queue, Placement placement) {}

    /** A conversation was placed. */
    void placed(Placement placement);

    /** A conversation waits in a queue, at first or because it moved there. */
    default void waiting(WaitingConversation conversation, String skill) {}
  }

  private record Assigned(WaitingConversation conversation, SkillQueue queue, Member member) {}

  private record Waiting(WaitingConversation conversation, SkillQueue queue)
      implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      return conversation.compareTo(other.conversation);
    }
  }

  private record Member(AgentState state, List<SkillQueue> queues) {
    String id() {
      return state.policy().id();
    }
  }

  private sealed interface Timer extends Comparable<Timer> {
    long at();

    @Override
    default int compareTo(Timer other) {
      return Long.compare(at(), other.at());
    }
  }

  private record OpeningDue(long at, SkillQueue queue) implements Timer {}

  private record TargetExpires(long at, SkillQueue queue, String conversation) implements Timer {}

  private record BecomesInactive(long at, Member member) implements Timer {}

  private final AccountPolicy account;
  private final Observer observer;
  private final SkillSelection selection;
  private final Map<String, SkillQueue> queues = new LinkedHashMap<>();
  private final Map<String, List<SkillQueue>> fallbackSources = new HashMap<>();
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, SkillQueue> waiting = new HashMap<>();
  private final Map<String, Assigned> assigned = new HashMap<>();
  private final Map<String, Consumer> consumers = new HashMap<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();

  private final SkillPresence presence =
      new SkillPresence() {
        @Override
        public boolean isOnline(String skill) {
          return queues.get(skill).crew().online() > 0;
        }

        @Override
        public boolean isConnected(String skill) {
          return queues.get(skill).crew().connected() > 0;
        }
      };

  /** An account in which nothing waits and everybody is logged out. */
  public Router(AccountPolicy account, Observer observer) {
    this.account = account;
    this.observer = observer;
    this.selection = new SkillSelection(account);
    AgentOrder order = new AgentOrder(account.preferences());
    for (SkillPolicy skill : account.skills().values()) {
      queues.put(skill.id(), new SkillQueue(skill, order));
    }
    for (AgentPolicy agent : account.agents().values()) {
      List<SkillQueue> served =
          agent.skills().stream()
              .map(queues::get)
              .filter(queue -> queue.policy().agents().contains(agent.id()))
              .toList();
      members.put(agent.id(), new Member(new AgentState(agent, account.capacityMode()), served));
    }
    queues.values().forEach(this::noteFallbacks);
  }

  private void noteFallbacks(SkillQueue source) {
    Optional<String> next = source.policy().fallbackSkill();
    while (next.isPresent()) {
      fallbackSources.computeIfAbsent(next.get(), skill -> new ArrayList<>()).add(source);
      next = account.skills().get(next.get()).fallbackSkill();
    }
  }

  /** All queues by skill, the unassigned one too. They are to be read only. */
  public Map<String, SkillQueue> queues() {
    return Collections.unmodifiableMap(queues);
  }

  /** An agent's state, to be read only; empty when there is no such agent. */
  public Optional<AgentState> agent(String id) {
    return Optional.ofNullable(members.get(id)).map(Member::state);
  }

  /** The agent who has a conversation; empty when nobody has it. */
  public Optional<String> holderOf(String conversation) {
    return Optional.ofNullable(assigned.get(conversation)).map(held -> held.member().id());
  }

  // --- conversations ---

  /** A conversation starts. Its id must be new; a skill that it names must exist. */
  public void start(Inquiry inquiry, long now) {
    Optional<Consumer> consumer =
        inquiry.consumer().map(id -> consumers.getOrDefault(id, Consumer.NEW));
    Inquiry known = inquiry.withFirstTime(consumer.filter(c -> c.conversations() == 0).isPresent());
    consumer.ifPresent(c -> consumers.put(inquiry.consumer().get(), c.began()));
    SkillChoice choice = selection.enter(selection.choose(known), false, presence);
    SkillQueue queue = queues.get(choice.skill());
    WaitingConversation conversation =
        new WaitingConversation(
            known,
            now,
            now,
            dueAt(known, queue, now),
            Access.ANYONE,
            Optional.empty(),
            Set.of(),
            consumer.map(Consumer::previousAgents).orElse(List.of()),
            false);
    enter(queue, conversation, now);
  }

  private long dueAt(Inquiry inquiry, SkillQueue queue, long enteredAt) {
    return DueTime.of(inquiry, queue.policy(), account.credits(), enteredAt).dueAt();
  }

  /** It ends, wherever it is: closed, or abandoned while it waits. False when it is not here. */
  public boolean close(String conversation, long now) {
    SkillQueue queue = waiting.remove(conversation);
    if (queue != null) {
      queue.remove(conversation);
      return true;
    }
    Assigned held = assigned.remove(conversation);
    if (held == null) {
      return false;
    }
    held.member().state().release(conversation);
    serve(held.member(), now);
    return true;
  }

  /** The agent returns it: same skill, same place, same group, another agent preferred. */
  public void returnToQueue(String conversation, long now) {
    Assigned held = release(conversation);
    Inquiry returned = held.conversation().inquiry().afterReturn();
    WaitingConversation back =
        held.conversation()
            .withInquiry(returned, dueAt(returned, held.queue(), held.conversation().enteredAt()))
            .afterAssignment();
    giveBack(held, held.queue().refuse(back, held.member().id(), now), now);
  }

  private Assigned release(String conversation) {
    Assigned held = assigned.remove(conversation);
    if (held == null) {
      throw new IllegalArgumentException("nobody has conversation " + conversation);
    }
    held.member().state().release(conversation);
    return held;
  }

  private void giveBack(Assigned held, WaitingConversation conversation, long now) {
    enter(held.queue(), conversation, now);
    serve(held.member(), now);
  }

  /** An assigned conversation goes to another skill, as if it began there now. */
  public void transferToSkill(String conversation, String skill, long now) {
    Assigned held = assigned.get(conversation);
    if (held == null || !mayTransfer(held.queue().policy(), skill)) {
      throw new IllegalArgumentException("cannot transfer " + conversation + " to " + skill);
    }
    release(conversation);
    Inquiry transferred = held.conversation().inquiry().afterTransfer();
    SkillQueue target =
        queues.get(
            selection
                .enter(new SkillChoice(skill, SkillChoice.Reason.REQUESTED), true, presence)
                .skill());
    enter(
        target,
        new WaitingConversation(
            transferred,
            held.conversation().startedAt(),
            now,
            dueAt(transferred, target, now),
            Access.ANYONE,
            held.conversation().group(),
            Set.of(),
            previousAgents(transferred),
            true),
        now);
    serve(held.member(), now);
  }

  private static boolean mayTransfer(SkillPolicy from, String to) {
    return from.transferTo().map(allowed -> allowed.contains(to)).orElse(true)
        || from.id().equals(to);
  }

  private List<String> previousAgents(Inquiry inquiry) {
    return inquiry.consumer().map(consumers::get).map(Consumer::previousAgents).orElse(List.of());
  }

  /** An assigned conversation is offered to one agent of its skill only, for a while. */
  public void transferToAgent(String conversation, String agent, long now) {
    Assigned held = assigned.get(conversation);
    if (held == null || !held.queue().policy().agents().contains(agent)) {
      throw new IllegalArgumentException("cannot transfer " + conversation + " to " + agent);
    }
    release(conversation);
    Inquiry transferred = held.conversation().inquiry().afterTransfer();
    long until = now + held.queue().policy().transferToAgentMaxWait();
    enter(
        held.queue(),
        held.conversation()
            .withInquiry(
                transferred, dueAt(transferred, held.queue(), held.conversation().enteredAt()))
            .afterAssignment()
            .withAccess(new Access.OnlyAgent(agent, until)),
        now);
    serve(held.member(), now);
  }

  /** A supervisor moves an assigned conversation to an agent; false when that agent has no room. */
  public boolean takeOver(String conversation, String agent, long now) {
    Assigned held = assigned.get(conversation);
    Member taker = members.get(agent);
    if (held == null
        || taker == null
        || agent.equals(held.member().id())
        || !taker.state().view(now).hasRoomFor(held.queue().policy())) {
      return false;
    }
    release(conversation);
    give(held.conversation(), held.queue(), taker, now);
    publish(taker, now);
    serve(held.member(), now);
    return true;
  }

  /** What is known of a waiting conversation changed: its place follows at once. */
  public void revise(Inquiry inquiry, long now) {
    SkillQueue queue = waiting.get(inquiry.id());
    if (queue != null) {
      WaitingConversation before = queue.line().find(inquiry.id()).orElseThrow();
      queue.put(before.withInquiry(inquiry, dueAt(inquiry, queue, before.enteredAt())));
    }
  }

  /** The consumer wrote in a conversation that an agent has. */
  public void consumerWrote(String conversation, long now) {
    Member member = assigned.get(conversation).member();
    member.state().consumerWrote(conversation, now);
    publish(member, now);
  }

  /** The agent wrote in a conversation that they have. */
  public void agentWrote(String conversation, long now) {
    Member member = assigned.get(conversation).member();
    member.state().agentWrote(conversation, now);
    serve(member, now);
  }

  // --- agents ---

  /** An agent comes, goes away or leaves. */
  public void present(String agent, Presence newPresence, long now) {
    Member member = members.get(agent);
    if (member.state().presence() == newPresence) {
      return;
    }
    member.state().present(newPresence, now);
    publish(member, now);
    if (newPresence == Presence.ONLINE) {
      arrived(member, now);
    } else {
      left(member, now);
    }
  }

  private void arrived(Member member, long now) {
    List<Waiting> moved = new ArrayList<>();
    for (SkillQueue queue : member.queues()) {
      if (queue.crew().online() == 1) {
        for (SkillQueue source : fallbackSources.getOrDefault(queue.policy().id(), List.of())) {
          moved.addAll(fallBack(source, now));
        }
      }
    }
    serve(member, now);
    placeAll(moved, now);
  }

  private void left(Member member, long now) {
    List<Waiting> affected = new ArrayList<>();
    for (SkillQueue queue : member.queues()) {
      affected.addAll(fallBack(queue, now));
      for (WaitingConversation open :
          queue.openAbandoned(queue.crew().teamOf(member.state().view(now)))) {
        affected.add(new Waiting(open, queue));
      }
      for (WaitingConversation refused : queue.line().refused()) {
        affected.add(new Waiting(refused, queue));
      }
    }
    placeAll(affected, now);
  }

  private List<Waiting> fallBack(SkillQueue queue, long now) {
    Optional<String> target =
        queue.line().size() == 0
            ? Optional.empty()
            : selection.fallback(queue.policy().id(), presence);
    if (target.isEmpty()) {
      return List.of();
    }
    SkillQueue fallback = queues.get(target.get());
    List<WaitingConversation> leaving = new ArrayList<>();
    queue
        .line()
        .walk(Optional.empty())
        .forEachRemaining(
            conversation -> {
              if (!conversation.assignedBefore()) {
                leaving.add(conversation);
              }
            });
    List<Waiting> moved = new ArrayList<>();
    for (WaitingConversation conversation : leaving) {
      queue.remove(conversation.id());
      WaitingConversation there =
          fallback.allot(conversation.withGroup(Optional.empty(), Access.ANYONE), now);
      await(fallback, there);
      moved.add(new Waiting(there, fallback));
    }
    return moved;
  }

  /** An agent's maximum changes. Lowering it takes nothing away; raising it routes at once. */
  public void limit(String agent, int maxConversations, long now) {
    Member member = members.get(agent);
    member.state().limit(maxConversations);
    serve(member, now);
  }

  // --- time ---

  /** When {@link #tick} has something to do next; empty when time alone changes nothing. */
  public OptionalLong nextTimer() {
    return timers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(timers.peek().at());
  }

  /** Does everything for which the time has come. */
  public void tick(long now) {
    List<Waiting> opened = new ArrayList<>();
    Set<SkillQueue> openings = new LinkedHashSet<>();
    List<Member> lighter = new ArrayList<>();
    while (!timers.isEmpty() && timers.peek().at() <= now) {
      Timer timer = timers.remove();
      if (timer instanceof OpeningDue due) {
        openings.add(due.queue());
      } else if (timer instanceof TargetExpires expires) {
        expires
            .queue()
            .releaseTarget(expires.conversation(), now)
            .ifPresent(
                released -> {
                  opened.add(new Waiting(released, expires.queue()));
                  scheduleOpening(expires.queue(), released);
                });
      } else if (timer instanceof BecomesInactive inactive) {
        lighter.add(inactive.member());
      }
    }
    for (SkillQueue queue : openings) {
      queue.openOverdue(now).forEach(open -> opened.add(new Waiting(open, queue)));
    }
    placeAll(opened, now);
    lighter.stream()
        .distinct()
        .sorted(Comparator.comparing(Member::id))
        .forEach(member -> serve(member, now));
  }

  // --- placing ---

  private void enter(SkillQueue queue, WaitingConversation conversation, long now) {
    WaitingConversation allotted = queue.allot(conversation, now);
    Optional<AgentView> best = queue.bestAgent(allotted);
    if (best.isPresent()) {
      place(allotted, queue, members.get(best.get().id()), Occasion.AGENT_SOUGHT, now);
    } else {
      await(queue, allotted);
    }
  }

  private void await(SkillQueue queue, WaitingConversation conversation) {
    queue.put(conversation);
    waiting.put(conversation.id(), queue);
    if (conversation.access() instanceof Access.OnlyAgent only) {
      timers.add(new TargetExpires(only.until(), queue, conversation.id()));
    }
    scheduleOpening(queue, conversation);
    observer.waiting(conversation, queue.policy().id());
  }

  private void scheduleOpening(SkillQueue queue, WaitingConversation conversation) {
    if (queue.opensByItself(conversation)) {
      timers.add(new OpeningDue(conversation.enteredAt() + queue.policy().maxWaitTime(), queue));
    }
  }

  private void placeAll(List<Waiting> conversations, long now) {
    conversations.sort(null);
    for (Waiting one : conversations) {
      Optional<WaitingConversation> still = one.queue().line().find(one.conversation().id());
      still
          .flatMap(conversation -> one.queue().bestAgent(conversation))
          .ifPresent(
              agent -> {
                waiting.remove(still.get().id());
                place(
                    one.queue().remove(still.get().id()).orElseThrow(),
                    one.queue(),
                    members.get(agent.id()),
                    Occasion.AGENT_SOUGHT,
                    now);
              });
    }
  }

  /** Gives an agent who may have gained room the most urgent conversations of all their queues. */
  private void serve(Member member, long now) {
    AgentView view = member.state().view(now);
    for (Waiting next = mostUrgent(member, view); next != null; next = mostUrgent(member, view)) {
      waiting.remove(next.conversation().id());
      WaitingConversation conversation =
          next.queue().remove(next.conversation().id()).orElseThrow();
      place(conversation, next.queue(), member, Occasion.ROOM_GAINED, now);
      view = member.state().view(now);
    }
    publish(member, now);
  }

  private static Waiting mostUrgent(Member member, AgentView view) {
    Waiting best = null;
    for (SkillQueue queue : member.queues()) {
      Optional<WaitingConversation> candidate = queue.bestFor(view);
      if (candidate.isPresent()
          && (best == null || candidate.get().compareTo(best.conversation()) < 0)) {
        best = new Waiting(candidate.get(), queue);
      }
    }
    return best;
  }

  private void place(
      WaitingConversation conversation,
      SkillQueue queue,
      Member member,
      Occasion occasion,
      long now) {
    AgentView view = member.state().view(now);
    Placement placement =
        new Placement(
            conversation,
            queue.policy().id(),
            member.id(),
            member.state().policy().group(),
            occasion);
    observer.placing(queue, placement);
    queue.placed(conversation, view);
    give(conversation, queue, member, now);
    if (occasion == Occasion.AGENT_SOUGHT) {
      publish(member, now);
    }
    observer.placed(placement);
  }

  private void give(WaitingConversation conversation, SkillQueue queue, Member member, long now) {
    member.state().receive(conversation.id(), queue.policy().weights(), now);
    assigned.put(conversation.id(), new Assigned(conversation, queue, member));
    conversation
        .inquiry()
        .consumer()
        .ifPresent(id -> consumers.compute(id, (key, had) -> had.servedBy(member.id())));
  }

  private void publish(Member member, long now) {
    AgentView view = member.state().view(now);
    member.queues().forEach(queue -> queue.crew().update(view));
    member.state().nextInactive(now).ifPresent(at -> timers.add(new BecomesInactive(at, member)));
  }
}
