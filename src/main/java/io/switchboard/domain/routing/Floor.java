package io.switchboard.domain.routing;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentOrder;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Crew;
import io.switchboard.domain.consumer.Consumer;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.Placing;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.routing.Placement.Occasion;
import io.switchboard.domain.selection.SkillPresence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The floor of a contact centre: its queues, its agents, and which conversation is where. It places
 * conversations both ways, by seeking an agent for one and by giving an agent the most urgent one,
 * and keeps what the queues know of the agents in step with it.
 */
final class Floor implements SkillPresence {

  /** An agent, the queues that they serve, and their seats in the crews of these. */
  record Member(AgentState state, List<SkillQueue> queues, List<Crew.Seat> seats) {
    String id() {
      return state.policy().id();
    }
  }

  /** A conversation in the hands of an agent, as it was when it was placed. */
  record Assigned(WaitingConversation conversation, SkillQueue queue, Member member) {}

  /** A conversation in the queue of a skill. */
  record Waiting(WaitingConversation conversation, SkillQueue queue)
      implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      return conversation.compareTo(other.conversation);
    }
  }

  private final Router.Observer observer;
  private final Map<String, SkillQueue> queues = new LinkedHashMap<>();
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, SkillQueue> waiting = new HashMap<>();
  private final Map<String, Assigned> assigned = new HashMap<>();
  private final Map<String, Consumer> consumers = new HashMap<>();
  private final Timers timers = new Timers();

  Floor(AccountPolicy account, Router.Observer observer) {
    this.observer = observer;
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
      AgentState state = new AgentState(agent, account.capacityMode());
      AgentView view = state.view(0);
      List<Crew.Seat> seats = served.stream().map(queue -> queue.crew().seat(view)).toList();
      members.put(agent.id(), new Member(state, served, seats));
    }
  }

  Map<String, SkillQueue> queues() {
    return queues;
  }

  Timers timers() {
    return timers;
  }

  Optional<Member> member(String agent) {
    return Optional.ofNullable(members.get(agent));
  }

  Optional<Waiting> waiting(String conversation) {
    return Optional.ofNullable(waiting.get(conversation))
        .map(queue -> new Waiting(queue.line().find(conversation).orElseThrow(), queue));
  }

  Optional<Assigned> assigned(String conversation) {
    return Optional.ofNullable(assigned.get(conversation));
  }

  @Override
  public boolean isOnline(String skill) {
    return queues.get(skill).crew().online() > 0;
  }

  @Override
  public boolean isConnected(String skill) {
    return queues.get(skill).crew().connected() > 0;
  }

  // --- consumers ---

  /** The consumer of an inquiry; a new one when nothing is known, and for an anonymous inquiry. */
  Consumer consumer(Inquiry inquiry) {
    return inquiry.consumer().map(consumers::get).orElse(Consumer.NEW);
  }

  /** Notes that the consumer of an inquiry began a conversation. */
  void began(Inquiry inquiry) {
    inquiry.consumer().ifPresent(id -> consumers.put(id, consumer(inquiry).began()));
  }

  // --- waiting ---

  /** Places a conversation that comes to a queue at once, or lets it wait there. */
  void enter(SkillQueue queue, WaitingConversation conversation, long now) {
    WaitingConversation allotted = allot(queue, conversation, now);
    Optional<AgentView> best = queue.bestAgent(allotted, now);
    if (best.isPresent()) {
      place(allotted, queue, members.get(best.get().id()), Occasion.AGENT_SOUGHT, now);
    } else {
      await(queue, allotted);
      noteWaiting(allotted.id());
    }
  }

  /** The conversation as it waits in a queue, allotted to a group if the skill distributes. */
  WaitingConversation allot(SkillQueue queue, WaitingConversation conversation, long now) {
    if (!queue.needsAllotment(conversation)) {
      return queue.admitted(conversation, now);
    }
    Distributor distributor = queue.distributor().orElseThrow();
    Allotment allotment = distributor.decide(queue.situation(now));
    distributor.apply(allotment);
    return queue.allotted(conversation, allotment, now);
  }

  /** Lets a conversation wait, as it was allotted. */
  void await(SkillQueue queue, WaitingConversation conversation) {
    queue.put(conversation);
    waiting.put(conversation.id(), queue);
    if (conversation.access() instanceof Access.OnlyAgent only) {
      timers.openingDue(only.since() + queue.policy().transferToAgentMaxWait(), queue);
    }
    if (conversation.opensByItself(queue.policy())) {
      timers.openingDue(conversation.enteredAt() + queue.policy().maxWaitTime(), queue);
    }
    watchRefusals(conversation, queue);
    observer.entered(conversation, queue.policy().id());
  }

  private void watchRefusals(WaitingConversation conversation, SkillQueue queue) {
    if (!conversation.refusedBy().isEmpty()) {
      timers.openingDue(conversation.dueAt(), queue);
    }
  }

  /** What was refused and may be given all the same by now, in all queues. */
  List<Waiting> reconsidered(long now) {
    List<Waiting> again = new ArrayList<>();
    for (SkillQueue queue : queues.values()) {
      queue.reconsidered(now).forEach(one -> again.add(new Waiting(one, queue)));
    }
    return again;
  }

  /** Seeks agents for what was refused and may be given all the same by now. */
  void reconsider(long now) {
    placeAll(reconsidered(now), now);
  }

  /** Tells the observer that a conversation waits, if it does. */
  void noteWaiting(String conversation) {
    waiting(conversation)
        .ifPresent(still -> observer.waiting(still.conversation(), still.queue().policy().id()));
  }

  /** Lets conversations of a queue that are open to more agents than before wait so. */
  List<Waiting> open(SkillQueue queue, List<WaitingConversation> opened) {
    opened.forEach(queue::put);
    return opened.stream().map(conversation -> new Waiting(conversation, queue)).toList();
  }

  /** Replaces what is known of a conversation that waits. */
  void revise(Waiting waits, WaitingConversation conversation) {
    waits.queue().put(conversation);
    watchRefusals(conversation, waits.queue());
  }

  /** Replaces what is known of a conversation that an agent has. */
  void revise(Assigned held, WaitingConversation conversation) {
    assigned.put(conversation.id(), new Assigned(conversation, held.queue(), held.member()));
  }

  /** Takes a conversation out of its queue; false when it waits in none. */
  boolean leave(String conversation) {
    SkillQueue queue = waiting.remove(conversation);
    return queue != null && queue.remove(conversation).isPresent();
  }

  // --- placing ---

  /** Seeks agents for conversations of which something changed, the most urgent first. */
  void placeAll(List<Waiting> conversations, long now) {
    for (Waiting one : conversations.stream().sorted().toList()) {
      Optional<WaitingConversation> still = one.queue().line().find(one.conversation().id());
      still
          .flatMap(conversation -> one.queue().bestAgent(conversation, now))
          .ifPresent(
              agent ->
                  place(
                      still.get(),
                      one.queue(),
                      members.get(agent.id()),
                      Occasion.AGENT_SOUGHT,
                      now));
    }
  }

  /** Gives an agent who may have gained room the most urgent conversations of all their queues. */
  void serve(Member member, long now) {
    Waiting next = mostUrgent(member, member.state().view(now), now);
    while (next != null) {
      place(next.conversation(), next.queue(), member, Occasion.ROOM_GAINED, now);
      next = mostUrgent(member, member.state().view(now), now);
    }
    publish(member, now);
  }

  /** The most urgent conversation of each queue that an agent could take from now. */
  List<Waiting> bestOfEach(Member member, long now) {
    AgentView view = member.state().view(now);
    return member.queues().stream()
        .flatMap(queue -> queue.bestFor(view, now).map(best -> new Waiting(best, queue)).stream())
        .sorted()
        .toList();
  }

  private static Waiting mostUrgent(Member member, AgentView view, long now) {
    Waiting best = null;
    for (SkillQueue queue : member.queues()) {
      Optional<WaitingConversation> candidate = queue.bestFor(view, now);
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
    Placement placement =
        new Placement(
            conversation,
            queue.policy().id(),
            member.id(),
            member.state().policy().group(),
            occasion);
    observer.placing(queue, placement);
    leave(conversation.id());
    AgentView agent = member.state().view(now);
    queue
        .distributor()
        .ifPresent(ledger -> count(queue.placing(conversation, agent, now), ledger, queue));
    give(conversation, queue, member, now);
    if (occasion == Occasion.AGENT_SOUGHT) {
      publish(member, now);
    }
    observer.placed(placement);
  }

  private static void count(Optional<Placing> placing, Distributor ledger, SkillQueue queue) {
    placing.ifPresent(ledger::apply);
    placing.ifPresent(queue::offered);
  }

  /** Puts a conversation into the hands of an agent. The queues are not told. */
  void give(WaitingConversation conversation, SkillQueue queue, Member member, long now) {
    member.state().receive(conversation.id(), queue.policy().weights(), now);
    assigned.put(conversation.id(), new Assigned(conversation, queue, member));
    Inquiry inquiry = conversation.inquiry();
    inquiry.consumer().ifPresent(id -> consumers.put(id, consumer(inquiry).servedBy(member.id())));
  }

  /** Takes a conversation out of its agent's hands. The queues are not told. */
  Optional<Assigned> release(String conversation) {
    Assigned held = assigned.remove(conversation);
    if (held != null) {
      held.member().state().release(conversation);
    }
    return Optional.ofNullable(held);
  }

  /** Tells the queues how an agent is now. */
  void publish(Member member, long now) {
    AgentView view = member.state().view(now);
    for (Crew.Seat seat : member.seats()) {
      seat.update(view);
    }
    timers.watch(member, now);
  }
}
