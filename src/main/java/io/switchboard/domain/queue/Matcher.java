package io.switchboard.domain.queue;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.GroupAssignment;
import io.switchboard.domain.distribution.OverflowTurns;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.queue.OutstandingOffers.Outstanding;
import io.switchboard.domain.queue.QueueState.QueueEntry;
import io.switchboard.domain.queue.matching.Explainer;
import io.switchboard.domain.queue.matching.SkillQueue;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.AgentOrder;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Occasion;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The matching of a queue's conversations and agents. It finds the best agent for a conversation,
 * or the most urgent conversation for an agent with capacity, and makes the offer. Kept in memory
 * only.
 */
final class Matcher {
  private final String skill;
  private final QueueContents contents;
  private final Consumer<Envelope> send;
  private final OutstandingOffers offers = new OutstandingOffers();
  private final Roster roster = new Roster(offers);

  private AccountPolicy account;
  private SkillQueue queue;
  private Explainer explainer;
  private long incarnation;
  private long offersMade;

  Matcher(String skill, QueueContents contents, Consumer<Envelope> send) {
    this.skill = skill;
    this.contents = contents;
    this.send = send;
  }

  /** Begins an incarnation: its offers have other ids than those of earlier incarnations. */
  void begin(long now) {
    incarnation = now;
  }

  /** Adopts a configuration; conversations that need another allotment are left out until then. */
  void rebuild(SkillPolicy policy, AccountPolicy newAccount, Optional<Distributor> shares) {
    account = newAccount;
    Optional<OverflowTurns> turns =
        shares.map(ledger -> turnsOf(ledger, policy.distribution().orElseThrow()));
    queue = new SkillQueue(policy, new AgentOrder(account.preferences()), shares, turns);
    explainer = new Explainer(account, queue);
    for (QueueEntry entry : contents.entries()) {
      String conversation = entry.conversation().id();
      if (offers.find(conversation).isEmpty() && !queue.needsAllotment(entry.conversation())) {
        queue.put(entry.conversation());
      }
    }
    roster.rebuild(account, policy, queue.eligibleAgents());
  }

  /**
   * The overflow turns under a plan. They continue unchanged while the shares are the same.
   * Otherwise the turns of accepted conversations continue, and each outstanding offer takes its
   * turn again.
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

  OutstandingOffers offers() {
    return offers;
  }

  Roster roster() {
    return roster;
  }

  // --- waiting conversations ---

  /** Puts a conversation into the queue, or replaces it there, and searches for an agent for it. */
  void enter(WaitingConversation conversation, long now) {
    withdraw(conversation.id(), now);
    queue.put(conversation);
    findAgent(conversation.id(), now);
  }

  /** Allots it to another group; an offer remains if it is still open to its agent. */
  void reallot(WaitingConversation conversation, long now) {
    Optional<Outstanding> offer = offers.find(conversation.id());
    Optional<AgentAvailability> agent =
        offer.flatMap(one -> roster.find(one.agent())).filter(one -> isOpen(conversation, one));
    if (agent.isEmpty()) {
      enter(conversation, now);
      return;
    }
    offer.get().placing().ifPresent(queue::withdrawn);
    offers.put(offer.get().of(conversation, placingOf(conversation, agent, now)));
  }

  private boolean isOpen(WaitingConversation conversation, AgentAvailability agent) {
    return conversation
        .access()
        .admits(agent.id(), Optional.of(queue.eligibleAgents().groupOf(agent)));
  }

  /** Replaces a conversation without a search for an agent. An outstanding offer of it remains. */
  void revise(WaitingConversation conversation) {
    Optional<Outstanding> offered = offers.find(conversation.id());
    if (offered.isPresent()) {
      offers.put(offered.get().of(conversation, offered.get().placing()));
    } else if (queue.waiting().find(conversation.id()).isPresent()) {
      queue.put(conversation);
    }
  }

  /**
   * Removes a conversation and withdraws its offer, unless the agent of the offer got it.
   *
   * @param placedWith the agent who got it, if an agent did
   * @return the group assignment that the ledger counts, if an agent got it
   */
  Optional<GroupAssignment> leave(
      WaitingConversation conversation, Optional<String> placedWith, long now) {
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
    freeCapacity(accepted.get(), now);
    return accepted.get().placing();
  }

  /** The assignment for the ledger when the agent's offer is not in memory any more. */
  private Optional<GroupAssignment> placing(WaitingConversation conversation, String agent) {
    boolean targeted = conversation.access() instanceof Access.OnlyAgent;
    return Optional.ofNullable(account.agents().get(agent))
        .flatMap(AgentPolicy::group)
        .filter(group -> contents.plan().filter(plan -> plan.includes(group)).isPresent())
        .map(
            group ->
                new GroupAssignment(
                    targeted ? Optional.empty() : conversation.group(), group, Set.of(group)));
  }

  private void withdraw(String conversation, long now) {
    offers
        .withdraw(conversation, now)
        .ifPresent(
            offer -> {
              offer.placing().ifPresent(queue::withdrawn);
              send.accept(
                  new Envelope.ToAgent(offer.agent(), new AgentMessage.Withdraw(offer.offer())));
              freeCapacity(offer, now);
            });
  }

  /**
   * Frees the agent's capacity after an offer. If the agent has not confirmed the offer, a report
   * is requested and no offer is made to the agent until the work search of that agent.
   */
  private void freeCapacity(Outstanding offer, long now) {
    if (offer.expiresAt().isEmpty()) {
      roster.setSearching(offer.agent(), true, now);
      requestReport(offer.agent());
    } else {
      roster.update(offer.agent());
    }
  }

  void requestReport(String agent) {
    send.accept(new Envelope.ToAgent(agent, new AgentMessage.RequestReport(skill)));
  }

  /** Ends an offer that was not accepted; the conversation, if it still waits, is returned. */
  Optional<WaitingConversation> giveUp(String conversation) {
    Optional<Outstanding> offered = offers.remove(conversation);
    offered.flatMap(Outstanding::placing).ifPresent(queue::withdrawn);
    offered.ifPresent(offer -> roster.update(offer.agent()));
    Optional<WaitingConversation> waiting =
        offered.flatMap(offer -> contents.find(conversation)).map(QueueEntry::conversation);
    waiting.filter(one -> !queue.needsAllotment(one)).ifPresent(queue::put);
    return waiting;
  }

  // --- an agent for a conversation ---

  void findAgent(String conversation, long now) {
    Optional<WaitingConversation> waiting = queue.waiting().find(conversation);
    waiting
        .flatMap(one -> queue.bestAgent(one, now))
        .ifPresent(
            agent ->
                offer(
                    waiting.get(), agent, Occasion.AGENT_SEARCH, List.of(), Optional.empty(), now));
  }

  /** Searches for agents for these, the most urgent first, as long as an agent has capacity. */
  void findAgents(List<WaitingConversation> conversations, long now) {
    conversations.stream()
        .sorted()
        .takeWhile(conversation -> queue.eligibleAgents().hasReady())
        .forEach(conversation -> findAgent(conversation.id(), now));
  }

  void findAgentsForAll(long now) {
    findAgents(queue.waiting().page(Optional.empty(), Integer.MAX_VALUE), now);
  }

  // --- a conversation for an agent ---

  /**
   * The most urgent conversation for an agent in a work search. If there is one, the agent gets no
   * other offer while the search lasts. If there is none, the agent gets offers again.
   */
  Optional<QueuePosition> bestFor(String agent, long now) {
    Optional<QueuePosition> best =
        roster
            .find(agent)
            .flatMap(view -> queue.bestFor(view, now))
            .map(waiting -> QueuePosition.of(waiting, routingEpoch(waiting)));
    roster.setSearching(agent, best.isPresent(), now);
    return best;
  }

  /** Offers the agent the chosen conversation or a more urgent one; false if there is none. */
  boolean take(QueueMessage.RequestOffer take, long now) {
    Optional<WaitingConversation> best =
        roster
            .find(take.agent())
            .flatMap(view -> queue.bestFor(view, now))
            .filter(waiting -> waiting.compareTo(take.best()) <= 0);
    best.ifPresent(
        waiting ->
            offer(
                waiting,
                roster.find(take.agent()).orElseThrow(),
                Occasion.WORK_SEARCH,
                take.rivals(),
                Optional.of(take.searchId()),
                now));
    return best.isPresent();
  }

  private int routingEpoch(WaitingConversation waiting) {
    return contents.find(waiting.id()).orElseThrow().routingEpoch();
  }

  // --- offers ---

  private void offer(
      WaitingConversation conversation,
      AgentAvailability agent,
      Occasion occasion,
      List<Explanation.Rival> rivals,
      Optional<String> searchId,
      long now) {
    String id = skill + "-" + incarnation + "-" + ++offersMade;
    QueuePosition place = QueuePosition.of(conversation, routingEpoch(conversation));
    Explanation reasons = explainer.placement(conversation, agent, occasion, rivals, now);
    Optional<GroupAssignment> placing = placingOf(conversation, Optional.of(agent), now);
    queue.remove(conversation.id());
    offers.put(
        new Outstanding(
            id,
            conversation,
            place.routingEpoch(),
            agent.id(),
            now,
            now + OutstandingOffers.PATIENCE,
            Optional.empty(),
            placing,
            Optional.of(reasons)));
    roster.update(agent.id());
    send.accept(
        new Envelope.ToAgent(
            agent.id(),
            new AgentMessage.Offer(
                id, skill, place, conversation.eligibility(), reasons, searchId)));
  }

  /** The assignment for the ledger if the agent accepts; the offer takes the turn at once. */
  private Optional<GroupAssignment> placingOf(
      WaitingConversation conversation, Optional<AgentAvailability> agent, long now) {
    Optional<GroupAssignment> placing =
        agent.flatMap(taker -> queue.placing(conversation, taker, now));
    placing.ifPresent(queue::offered);
    return placing;
  }

  /**
   * Handles the report of an agent that an offer rings. An offer that is not in memory, for
   * instance of an earlier incarnation, is taken into memory if its conversation waits and has no
   * other offer; otherwise it is withdrawn.
   */
  void adopt(QueueMessage.Ringing ringing, long now) {
    Optional<QueueEntry> entry = contents.find(ringing.conversation(), ringing.routingEpoch());
    Optional<Outstanding> known = offers.find(ringing.conversation());
    if (known.filter(offer -> offer.offer().equals(ringing.offer())).isPresent()) {
      offers.put(known.get().ringing(ringing.ringsFor(), now));
      roster.update(ringing.agent());
    } else if (entry.isEmpty() || known.isPresent() || offers.isWithdrawn(ringing.offer(), now)) {
      send.accept(
          new Envelope.ToAgent(ringing.agent(), new AgentMessage.Withdraw(ringing.offer())));
    } else {
      WaitingConversation conversation = entry.get().conversation();
      Optional<GroupAssignment> placing =
          placingOf(conversation, roster.find(ringing.agent()), now);
      queue.remove(conversation.id());
      offers.put(
          new Outstanding(
                  ringing.offer(),
                  conversation,
                  ringing.routingEpoch(),
                  ringing.agent(),
                  now,
                  now,
                  Optional.empty(),
                  placing,
                  Optional.empty())
              .ringing(ringing.ringsFor(), now));
    }
  }

  // --- requests of clients ---

  /** Why a conversation waits or rings; empty until it is allotted to a group. */
  Optional<Explanation> explain(WaitingConversation conversation, long now) {
    return offers
        .find(conversation.id())
        .flatMap(Outstanding::reasons)
        .or(
            () ->
                Optional.of(conversation)
                    .filter(waiting -> !queue.needsAllotment(waiting))
                    .map(waiting -> explainer.waiting(waiting, position(waiting), now)));
  }

  int position(WaitingConversation conversation) {
    return queue.waiting().before(conversation) + offers.index().before(conversation) + 1;
  }
}
