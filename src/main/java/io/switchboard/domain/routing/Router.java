package io.switchboard.domain.routing;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.consumer.Consumer;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.DueTime;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.routing.Explanation.Rival;
import io.switchboard.domain.routing.Floor.Assigned;
import io.switchboard.domain.routing.Floor.Member;
import io.switchboard.domain.routing.Floor.Waiting;
import io.switchboard.domain.selection.SkillChoice;
import io.switchboard.domain.selection.SkillSelection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

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

    /**
     * A conversation is about to be placed; the queue still shows what was compared, and {@link
     * Router#explain(Placement, long)} tells it.
     */
    default void placing(SkillQueue queue, Placement placement) {}

    /** A conversation was placed. */
    void placed(Placement placement);

    /** A conversation entered a queue; it may still be placed before the call returns. */
    default void entered(WaitingConversation conversation, String skill) {}

    /** A conversation that entered a queue waits there when all is done that could be done. */
    default void waiting(WaitingConversation conversation, String skill) {}
  }

  private final AccountPolicy account;
  private final SkillSelection selection;
  private final Floor floor;
  private final Explainer explainer;
  private final Fallbacks fallbacks;

  /** An account in which nothing waits and everybody is logged out. */
  public Router(AccountPolicy account, Observer observer) {
    this.account = account;
    this.selection = new SkillSelection(account);
    this.floor = new Floor(account, observer);
    this.explainer = new Explainer(account);
    this.fallbacks = new Fallbacks(account, selection, floor);
  }

  /** All queues by skill, the unassigned one too. They are to be read only. */
  public Map<String, SkillQueue> queues() {
    return Collections.unmodifiableMap(floor.queues());
  }

  /** An agent's state, to be read only; empty when there is no such agent. */
  public Optional<AgentState> agent(String id) {
    return floor.member(id).map(Member::state);
  }

  /** The agent who has a conversation; empty when nobody has it. */
  public Optional<String> holderOf(String conversation) {
    return floor.assigned(conversation).map(held -> held.member().id());
  }

  /** Why a conversation waits; empty when it does not. */
  public Optional<Explanation> explain(String conversation, long now) {
    return floor
        .waiting(conversation)
        .map(waiting -> explainer.waiting(waiting.queue(), waiting.conversation(), now));
  }

  /** Why a placement is about to be made: asked by an {@link Observer} that is told of it. */
  public Explanation explain(Placement placement, long now) {
    Member member = floor.member(placement.agent()).orElseThrow();
    List<Rival> rivals =
        placement.occasion() == Placement.Occasion.AGENT_SOUGHT
            ? List.of()
            : floor.bestOfEach(member, now).stream()
                .map(
                    best ->
                        new Rival(
                            best.queue().policy().id(),
                            best.conversation().id(),
                            best.conversation().dueAt()))
                .toList();
    SkillQueue queue = floor.queues().get(placement.skill());
    AgentView chosen = queue.crew().find(placement.agent()).orElseThrow();
    return explainer.placement(
        queue, placement.conversation(), chosen, placement.occasion(), rivals, now);
  }

  /**
   * A conversation starts.
   *
   * @throws IllegalArgumentException when one of that id is here already, or when it names a skill
   *     that does not exist; nothing has changed then
   */
  public void start(Inquiry inquiry, long now) {
    if (floor.waiting(inquiry.id()).isPresent() || floor.assigned(inquiry.id()).isPresent()) {
      throw new IllegalArgumentException("conversation " + inquiry.id() + " is here already");
    }
    inquiry.skill().ifPresent(this::queue);
    Consumer consumer = floor.consumer(inquiry);
    Inquiry known =
        inquiry.withFirstTime(inquiry.consumer().isPresent() && consumer.conversations() == 0);
    floor.began(known);
    SkillChoice choice = selection.enter(selection.choose(known), false, floor);
    SkillQueue queue = floor.queues().get(choice.skill());
    WaitingConversation conversation =
        new WaitingConversation(
            known,
            now,
            due(known, queue.policy(), now),
            queue.policy().id(),
            Access.ANYONE,
            Optional.empty(),
            Set.of(),
            consumer.previousAgents(),
            false,
            choice.reason());
    floor.enter(queue, conversation, now);
    floor.reconsider(now);
  }

  private SkillQueue queue(String skill) {
    return Optional.ofNullable(floor.queues().get(skill))
        .orElseThrow(() -> new IllegalArgumentException("there is no skill " + skill));
  }

  private DueTime due(Inquiry inquiry, SkillPolicy promising, long enteredAt) {
    return DueTime.of(inquiry, promising, account.credits(), enteredAt);
  }

  /** The conversation with other facts, and the key that the skill that it entered gives them. */
  private WaitingConversation revised(WaitingConversation before, Inquiry inquiry) {
    SkillPolicy promising = account.skills().get(before.promisedBy());
    return before.withInquiry(inquiry, due(inquiry, promising, before.enteredAt()));
  }

  /** It ends, wherever it is: closed, or abandoned while it waits. False when it is not here. */
  public boolean close(String conversation, long now) {
    if (floor.leave(conversation)) {
      return true;
    }
    Optional<Assigned> held = floor.release(conversation);
    held.ifPresent(was -> floor.serve(was.member(), now));
    floor.reconsider(now);
    return held.isPresent();
  }

  /** The agent returns it: same skill, same place, same group, another agent preferred. */
  public void returnToQueue(String conversation, long now) {
    Assigned held = held(conversation);
    Inquiry returned = held.conversation().inquiry().afterReturn();
    WaitingConversation back = afterAssignment(held, returned);
    letGo(held, held.queue(), held.queue().refuse(back, held.member().id(), now), now);
  }

  /**
   * An assigned conversation goes to another skill, as if it began there now; who transfers it
   * counts as having refused it. To its own skill it is returned.
   *
   * @throws IllegalArgumentException when nobody has it, or when its skill does not permit that
   *     one; nothing has changed then
   */
  public void transferToSkill(String conversation, String skill, long now) {
    Assigned held = held(conversation);
    SkillPolicy from = held.queue().policy();
    if (from.id().equals(skill)) {
      returnToQueue(conversation, now);
      return;
    }
    if (!from.transferTo().map(allowed -> allowed.contains(skill)).orElse(true)) {
      throw new IllegalArgumentException(from.id() + " may not be transferred to " + skill);
    }
    SkillChoice wanted = new SkillChoice(queue(skill).policy().id(), SkillChoice.Reason.REQUESTED);
    SkillChoice entered = selection.enter(wanted, true, floor);
    SkillQueue target = queue(entered.skill());
    Inquiry transferred = held.conversation().inquiry().afterTransfer();
    Optional<String> group = held.conversation().group();
    WaitingConversation there =
        new WaitingConversation(
            transferred,
            held.conversation().startedAt(),
            due(transferred, target.policy(), now),
            target.policy().id(),
            group.<Access>map(Access.OnlyGroup::new).orElse(Access.ANYONE),
            group,
            Set.of(held.member().id()),
            floor.consumer(transferred).previousAgents(),
            true,
            entered.reason());
    letGo(held, target, there, now);
  }

  /**
   * An assigned conversation is offered to one agent of its skill only, for a while.
   *
   * @throws IllegalArgumentException when nobody has it, or when that agent does not serve its
   *     skill; nothing has changed then
   */
  public void transferToAgent(String conversation, String agent, long now) {
    Assigned held = held(conversation);
    SkillPolicy skill = held.queue().policy();
    if (!skill.agents().contains(agent)) {
      throw new IllegalArgumentException(agent + " does not serve " + skill.id());
    }
    Inquiry transferred = held.conversation().inquiry().afterTransfer();
    WaitingConversation there =
        afterAssignment(held, transferred)
            .withAccess(new Access.OnlyAgent(agent, now))
            .alsoRefusedBy(List.of(held.member().id()));
    letGo(held, held.queue(), there, now);
  }

  private Assigned held(String conversation) {
    return floor
        .assigned(conversation)
        .orElseThrow(() -> new IllegalArgumentException("nobody has conversation " + conversation));
  }

  private WaitingConversation afterAssignment(Assigned held, Inquiry inquiry) {
    return revised(held.conversation(), inquiry)
        .afterAssignment(floor.consumer(inquiry).previousAgents());
  }

  /**
   * A conversation that leaves an agent waits first, so that neither they nor anybody else is given
   * a less urgent one instead of it; then the agent who gained room is served, then it seeks one.
   */
  private void letGo(Assigned held, SkillQueue queue, WaitingConversation conversation, long now) {
    floor.release(conversation.id());
    floor.publish(held.member(), now);
    WaitingConversation waiting = floor.allot(queue, conversation, now);
    floor.await(queue, waiting);
    floor.serve(held.member(), now);
    floor.placeAll(List.of(new Waiting(waiting, queue)), now);
    floor.reconsider(now);
    floor.noteWaiting(waiting.id());
  }

  /**
   * A supervisor moves an assigned conversation to an agent. It is no decision of routing: the
   * observer is not told, and no ledger counts it.
   *
   * @return false when that agent is logged out, disabled or has no room
   */
  public boolean takeOver(String conversation, String agent, long now) {
    Assigned held = held(conversation);
    Member taker = member(agent);
    if (taker.equals(held.member())
        || taker.state().presence() == Presence.OFFLINE
        || taker.queues().isEmpty()
        || !taker.state().view(now).hasRoomFor(held.queue().policy())) {
      return false;
    }
    floor.release(conversation);
    floor.give(held.conversation(), held.queue(), taker, now);
    floor.publish(taker, now);
    floor.serve(held.member(), now);
    floor.reconsider(now);
    return true;
  }

  /**
   * The urgency or the attributes of a conversation changed to those of this inquiry: its key
   * follows at once. Nothing else of the inquiry counts.
   */
  public void revise(Inquiry inquiry, long now) {
    floor
        .waiting(inquiry.id())
        .ifPresent(was -> floor.revise(was, withFacts(was.conversation(), inquiry)));
    floor
        .assigned(inquiry.id())
        .ifPresent(held -> floor.revise(held, withFacts(held.conversation(), inquiry)));
    floor.reconsider(now);
  }

  private WaitingConversation withFacts(WaitingConversation before, Inquiry facts) {
    return revised(before, before.inquiry().revised(facts));
  }

  /** The consumer wrote in a conversation that an agent has. */
  public void consumerWrote(String conversation, long now) {
    Member member = held(conversation).member();
    member.state().consumerWrote(conversation, now);
    floor.publish(member, now);
    floor.reconsider(now);
  }

  /** The agent wrote in a conversation that they have. */
  public void agentWrote(String conversation, long now) {
    Member member = held(conversation).member();
    member.state().agentWrote(conversation, now);
    floor.serve(member, now);
    floor.reconsider(now);
  }

  /** An agent comes, goes away or leaves. */
  public void present(String agent, Presence newPresence, long now) {
    Member member = member(agent);
    if (member.state().presence() == newPresence) {
      return;
    }
    member.state().present(newPresence, now);
    floor.publish(member, now);
    if (newPresence == Presence.ONLINE) {
      arrived(member, now);
    } else {
      left(member, now);
    }
  }

  private void arrived(Member member, long now) {
    List<Waiting> moved = fallbacks.after(member, now);
    floor.serve(member, now);
    settle(moved, List.of(), now);
  }

  private void left(Member member, long now) {
    List<Waiting> moved = new ArrayList<>();
    List<Waiting> opened = new ArrayList<>();
    for (SkillQueue queue : member.queues()) {
      moved.addAll(fallbacks.move(queue, now));
      String team = queue.crew().teamOf(member.state().view(now));
      opened.addAll(floor.open(queue, queue.abandoned(team)));
    }
    opened.addAll(refused(member));
    settle(moved, opened, now);
  }

  private void settle(List<Waiting> moved, List<Waiting> changed, long now) {
    floor.placeAll(Stream.concat(moved.stream(), changed.stream()).toList(), now);
    floor.reconsider(now);
    moved.forEach(one -> floor.noteWaiting(one.conversation().id()));
  }

  /** What agents have refused in the queues of a member: whether that still counts may change. */
  private static List<Waiting> refused(Member member) {
    List<Waiting> refused = new ArrayList<>();
    for (SkillQueue queue : member.queues()) {
      queue.line().refused().forEach(one -> refused.add(new Waiting(one, queue)));
    }
    return refused;
  }

  private Member member(String agent) {
    return floor
        .member(agent)
        .orElseThrow(() -> new IllegalArgumentException("there is no agent " + agent));
  }

  /** An agent's maximum changes. Lowering it takes nothing away; raising it routes at once. */
  public void limit(String agent, int maxConversations, long now) {
    Member member = member(agent);
    member.state().limit(maxConversations);
    floor.serve(member, now);
    floor.placeAll(refused(member), now);
    floor.reconsider(now);
  }

  /** When {@link #tick} has something to do next; empty when time alone changes nothing. */
  public OptionalLong nextTimer() {
    return floor.timers().next();
  }

  /** Does everything for which the time has come. */
  public void tick(long now) {
    Timers.Due due = floor.timers().due(now);
    List<Waiting> opened = new ArrayList<>();
    for (SkillQueue queue : due.openings()) {
      opened.addAll(floor.open(queue, queue.expiredTargets(now)));
      opened.addAll(floor.open(queue, queue.overdue(now)));
    }
    opened.addAll(floor.reconsidered(now));
    due.lighter().stream()
        .distinct()
        .sorted(Comparator.comparing(Member::id))
        .forEach(member -> floor.serve(member, now));
    floor.placeAll(opened, now);
    floor.reconsider(now);
  }
}
