package io.switchboard.domain.machine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentOrder;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Crew;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.OverflowTurns;
import io.switchboard.domain.distribution.Placing;
import io.switchboard.domain.machine.Offers.Outstanding;
import io.switchboard.domain.machine.QueueSnapshot.Entry;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Best;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.QueueMessage.Take;
import io.switchboard.domain.protocol.Send;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.routing.Explainer;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Explanation.Rival;
import io.switchboard.domain.routing.Occasion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Holds the conversations of a queue out to its agents: an agent for a conversation that has come,
 * or the most urgent conversation for an agent who has room. Nothing of it is durable.
 */
final class Matcher {
  private final String skill;
  private final QueueMemory memory;
  private final Consumer<Send> send;
  private final Offers offers = new Offers();
  private final Roster roster = new Roster();

  private AccountPolicy account;
  private SkillQueue queue;
  private Explainer explainer;
  private long born;
  private long minted;
  private Predicate<String> explained = any -> true;

  Matcher(String skill, QueueMemory memory, Consumer<Send> send) {
    this.skill = skill;
    this.memory = memory;
    this.send = send;
  }

  /** From now on names candidates only in the offers of these conversations. */
  void explainOnly(Predicate<String> conversations) {
    explained = conversations;
  }

  /** Begins a life of its own: no offer of an earlier one is mistaken for one of this. */
  void begin(long now) {
    born = now;
  }

  /** Works by another configuration; what has to be allotted anew is left out until it is. */
  void rebuild(SkillPolicy policy, AccountPolicy newAccount, Optional<Distributor> shares) {
    account = newAccount;
    Optional<OverflowTurns> turns =
        shares.map(ledger -> turnsOf(ledger, policy.distribution().orElseThrow()));
    queue = new SkillQueue(policy, new AgentOrder(account.preferences()), shares, turns);
    explainer = new Explainer(account);
    for (Entry entry : memory.entries()) {
      String conversation = entry.conversation().id();
      if (offers.find(conversation).isEmpty() && !queue.needsAllotment(entry.conversation())) {
        queue.put(entry.conversation());
      }
    }
    roster.seat(account, policy, queue.crew(), offers);
  }

  /**
   * The turns of overflow under a plan. They go on as they are while the shares are the same;
   * otherwise what was accepted goes on, and every offer that stands takes its turn again.
   */
  private OverflowTurns turnsOf(Distributor ledger, DistributionPlan plan) {
    Optional<OverflowTurns> before = Optional.ofNullable(queue).flatMap(SkillQueue::overflowTurns);
    if (before.filter(turns -> turns.isOf(plan)).isPresent()) {
      return before.get();
    }
    before.ifPresent(turns -> offers.placings().forEach(turns::giveBack));
    OverflowTurns changed = before.map(turns -> turns.under(plan)).orElseGet(ledger::overflowTurns);
    offers.placings().forEach(changed::take);
    return changed;
  }

  SkillQueue queue() {
    return queue;
  }

  /** The teams of the crew: agent groups where the skill distributes. */
  List<String> teams() {
    return queue.distributor().map(Distributor::groups).orElse(List.of(Crew.EVERYBODY));
  }

  Offers offers() {
    return offers;
  }

  Roster roster() {
    return roster;
  }

  // --- who waits ---

  /** Lets a conversation wait as it is known now, and seeks an agent for it. */
  void enter(WaitingConversation conversation, long now) {
    withdraw(conversation.id(), now);
    queue.put(conversation);
    seek(conversation.id(), now);
  }

  /**
   * A conversation that waits here is allotted to another group. It goes on ringing where it does
   * if it is open to that agent.
   */
  void reallot(WaitingConversation conversation, long now) {
    Optional<Outstanding> stays =
        offers
            .find(conversation.id())
            .filter(offer -> view(offer.agent()).filter(a -> isOpen(conversation, a)).isPresent());
    if (stays.isEmpty()) {
      enter(conversation, now);
      return;
    }
    stays.get().placing().ifPresent(queue::withdrawn);
    Optional<Placing> placing =
        view(stays.get().agent()).flatMap(agent -> queue.placing(conversation, agent, now));
    placing.ifPresent(queue::offered);
    offers.put(stays.get().of(conversation, placing));
  }

  private boolean isOpen(WaitingConversation conversation, AgentView agent) {
    return conversation.access().admits(agent.id(), Optional.of(queue.crew().teamOf(agent)));
  }

  /** Something about a conversation is different now, but not who may take it. */
  void revise(WaitingConversation conversation) {
    Optional<Outstanding> offered = offers.find(conversation.id());
    if (offered.isPresent()) {
      offers.put(offered.get().of(conversation));
    } else if (queue.line().find(conversation.id()).isPresent()) {
      queue.put(conversation);
    }
  }

  /**
   * Forgets a conversation; what is offered of it is taken back, unless that was accepted.
   *
   * @return what the ledger counts, when an agent got it
   */
  Optional<Placing> leave(WaitingConversation conversation, Optional<String> placedWith, long now) {
    queue.remove(conversation.id());
    Optional<Outstanding> accepted =
        offers
            .find(conversation.id())
            .filter(offer -> placedWith.filter(offer.agent()::equals).isPresent());
    if (accepted.isEmpty()) {
      withdraw(conversation.id(), now);
      return placedWith.flatMap(agent -> placing(conversation, agent));
    }
    offers.remove(conversation.id());
    gainsRoom(accepted.get(), now);
    return accepted.get().placing();
  }

  /** What the ledger counts when an agent got it of whose offer nothing is known any more. */
  private Optional<Placing> placing(WaitingConversation conversation, String agent) {
    boolean targeted = conversation.access() instanceof Access.OnlyAgent;
    return Optional.ofNullable(account.agents().get(agent))
        .flatMap(AgentPolicy::group)
        .filter(group -> memory.plan().filter(plan -> plan.includes(group)).isPresent())
        .map(
            group ->
                new Placing(
                    targeted ? Optional.empty() : conversation.group(), group, Set.of(group)));
  }

  private void withdraw(String conversation, long now) {
    offers
        .withdraw(conversation, now)
        .ifPresent(
            offer -> {
              offer.placing().ifPresent(queue::withdrawn);
              send.accept(
                  new Send.ToAgent(offer.agent(), new AgentMessage.Withdraw(offer.offer())));
              gainsRoom(offer, now);
            });
  }

  /** An offer of which the agent has perhaps never heard is over: they must look anew. */
  private void gainsRoom(Outstanding offer, long now) {
    if (offer.expiresAt().isEmpty()) {
      roster.seeks(offer.agent(), true, offers, now);
      send.accept(new Send.ToAgent(offer.agent(), new AgentMessage.ReportTo(skill)));
    } else {
      roster.update(offer.agent(), offers);
    }
  }

  /** An offer came to nothing: the conversation is in its place again. */
  Optional<WaitingConversation> giveUp(String conversation) {
    Optional<Outstanding> offered = offers.remove(conversation);
    offered.flatMap(Outstanding::placing).ifPresent(queue::withdrawn);
    offered.ifPresent(offer -> roster.update(offer.agent(), offers));
    Optional<WaitingConversation> waiting =
        offered.flatMap(offer -> memory.find(conversation)).map(Entry::conversation);
    waiting.filter(one -> !queue.needsAllotment(one)).ifPresent(queue::put);
    return waiting;
  }

  // --- an agent for a conversation ---

  void seek(String conversation, long now) {
    queue
        .line()
        .find(conversation)
        .ifPresent(
            waiting ->
                queue
                    .bestAgent(waiting, now)
                    .ifPresent(
                        agent ->
                            offer(
                                waiting,
                                agent,
                                Occasion.AGENT_SOUGHT,
                                List.of(),
                                Optional.empty(),
                                now)));
  }

  /** Seeks agents for these, the most urgent first, as long as anybody has room. */
  void seekAll(List<WaitingConversation> conversations, long now) {
    conversations.stream()
        .sorted()
        .takeWhile(conversation -> queue.crew().hasReady())
        .forEach(conversation -> seek(conversation.id(), now));
  }

  /** Seeks agents for all who wait. */
  void seekForEverybody(long now) {
    List<WaitingConversation> all = new ArrayList<>(queue.line().size());
    for (Iterator<WaitingConversation> line = queue.line().walk(Optional.empty());
        line.hasNext(); ) {
      all.add(line.next());
    }
    seekAll(all, now);
  }

  // --- a conversation for an agent ---

  /**
   * The most urgent for an agent, who is given nothing from then on unless they ask. If there is
   * none they are given whatever comes.
   */
  Optional<Best> bestFor(String agent, long now) {
    Optional<Best> best =
        view(agent)
            .flatMap(view -> queue.bestFor(view, now))
            .map(waiting -> Best.of(waiting, hop(waiting)));
    roster.seeks(agent, best.isPresent(), offers, now);
    return best;
  }

  /**
   * Gives an agent what they chose, or what has become more urgent since; false when it is gone.
   */
  boolean take(Take take, long now) {
    Optional<WaitingConversation> best =
        view(take.agent())
            .flatMap(view -> queue.bestFor(view, now))
            .filter(waiting -> Best.of(waiting, hop(waiting)).compareTo(take.best()) <= 0);
    best.ifPresent(
        waiting ->
            offer(
                waiting,
                view(take.agent()).orElseThrow(),
                Occasion.ROOM_GAINED,
                take.rivals(),
                Optional.of(take.ticket()),
                now));
    return best.isPresent();
  }

  private Optional<AgentView> view(String agent) {
    return queue.policy().agents().contains(agent) ? roster.find(agent, offers) : Optional.empty();
  }

  private int hop(WaitingConversation waiting) {
    return memory.find(waiting.id()).orElseThrow().hop();
  }

  // --- offers ---

  private void offer(
      WaitingConversation conversation,
      AgentView agent,
      Occasion occasion,
      List<Rival> rivals,
      Optional<String> ticket,
      long now) {
    String id = skill + "-" + born + "-" + ++minted;
    int hop = hop(conversation);
    Explanation reasons =
        explained.test(conversation.id())
            ? explainer.placement(queue, conversation, agent, occasion, rivals, now)
            : explainer.withoutCandidates(queue, conversation, agent, occasion, rivals);
    Optional<Placing> placing = queue.placing(conversation, agent, now);
    placing.ifPresent(queue::offered);
    queue.remove(conversation.id());
    offers.put(
        new Outstanding(
            id,
            conversation,
            hop,
            agent.id(),
            now,
            now + Offers.PATIENCE,
            Optional.empty(),
            placing,
            Optional.of(reasons)));
    roster.update(agent.id(), offers);
    send.accept(
        new Send.ToAgent(
            agent.id(), new AgentMessage.Offer(id, hop, skill, conversation, reasons, ticket)));
  }

  /** An agent says that this rings, of which nothing is known here (any more). */
  void adopt(Ringing ringing, long now) {
    Optional<Entry> entry = memory.find(ringing.conversation(), ringing.hop());
    Optional<Outstanding> known = offers.find(ringing.conversation());
    if (known.filter(offer -> offer.offer().equals(ringing.offer())).isPresent()) {
      offers.put(known.get().ringing(ringing.ringsFor(), now));
      roster.update(ringing.agent(), offers);
    } else if (entry.isEmpty() || known.isPresent() || offers.isWithdrawn(ringing.offer(), now)) {
      send.accept(new Send.ToAgent(ringing.agent(), new AgentMessage.Withdraw(ringing.offer())));
    } else {
      WaitingConversation conversation = entry.get().conversation();
      Optional<Placing> placing =
          view(ringing.agent()).flatMap(agent -> queue.placing(conversation, agent, now));
      placing.ifPresent(queue::offered);
      queue.remove(conversation.id());
      offers.put(
          new Outstanding(
                  ringing.offer(),
                  conversation,
                  ringing.hop(),
                  ringing.agent(),
                  now,
                  now,
                  Optional.empty(),
                  placing,
                  Optional.empty())
              .ringing(ringing.ringsFor(), now));
    }
  }

  // --- what clients ask ---

  /** Why a conversation waits, or rings where it does; empty until it is allotted to a group. */
  Optional<Explanation> explain(WaitingConversation conversation, long now) {
    return offers
        .find(conversation.id())
        .flatMap(Outstanding::reasons)
        .or(
            () ->
                Optional.of(conversation)
                    .filter(waiting -> !queue.needsAllotment(waiting))
                    .map(waiting -> explainer.waiting(queue, waiting, now).at(position(waiting))));
  }

  int position(WaitingConversation conversation) {
    return queue.line().before(conversation) + offers.line().before(conversation) + 1;
  }
}
