package io.switchboard.domain.agent;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.agent.AgentEvent.Loaded;
import io.switchboard.domain.agent.AgentEvent.PresenceChanged;
import io.switchboard.domain.agent.AgentEvent.ReservationConfirmed;
import io.switchboard.domain.agent.AgentEvent.ReservationDropped;
import io.switchboard.domain.agent.AgentEvent.ReservationReleased;
import io.switchboard.domain.agent.AgentEvent.Reserved;
import io.switchboard.domain.agent.RingingOffers.Ring;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.statemachine.MessageHandlers;
import io.switchboard.domain.statemachine.Outbox;
import io.switchboard.domain.statemachine.StateMachine;
import io.switchboard.domain.statemachine.WakeUpTimes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * State machine of an agent. The agent alone decides whether they have capacity. Ringing offers use
 * capacity and are kept in memory only. Reservations are stored; a reservation ends only when its
 * conversation refuses the claim or requests the release.
 */
public final class AgentMachine extends StateMachine<AgentMessage, AgentEvent> {
  private static final MessageHandlers<AgentMachine, AgentMessage> HANDLERS =
      MessageHandlers.<AgentMachine, AgentMessage>of(AgentMessage.class)
          .message(AgentMessage.Offer.class, AgentMachine::offered)
          .message(AgentMessage.Candidate.class, AgentMachine::candidate)
          .message(AgentMessage.Withdraw.class, AgentMachine::withdraw)
          .message(
              AgentMessage.RequestReport.class,
              (agent, ask, now) -> agent.workSearch.answer(ask.skill(), now))
          .message(
              AgentMessage.VersionOutdated.class,
              (agent, news, now) -> agent.workSearch.outdated(news.version(), now))
          .message(
              AgentMessage.ClaimGranted.class,
              (agent, granted, now) -> agent.reservations.granted(granted, now))
          .message(
              AgentMessage.ClaimRefused.class,
              (agent, refused, now) -> agent.reservations.claimRefused(refused.reservation(), now))
          .message(
              AgentMessage.Release.class,
              (agent, release, now) -> agent.reservations.release(release, now))
          .message(
              AgentMessage.HandoverCompleted.class,
              (agent, done, now) ->
                  agent.obligations.handoverCompleted(done.reservation(), agent.state))
          .message(AgentMessage.Reserve.class, AgentMachine::reserve)
          .message(AgentMessage.RefusalAcknowledged.class, AgentMachine::refusalNoted)
          .request(AgentMessage.SetPresence.class, AgentMachine::present)
          .request(AgentMessage.Accept.class, AgentMachine::accept)
          .request(AgentMessage.Decline.class, AgentMachine::decline)
          .request(
              AgentMessage.Describe.class, (agent, look, client, now) -> agent.viewers.add(client))
          .complete();

  private static final Cases<AgentMachine, AgentEvent, Void> CAPACITY =
      Cases.<AgentMachine, AgentEvent, Void>of(AgentEvent.class)
          .run(
              PresenceChanged.class,
              (agent, now) -> agent.capacity.present(now.presence(), now.at()))
          .run(Reserved.class, AgentMachine::fill)
          .run(ReservationDropped.class, (agent, dropped) -> agent.free(dropped.reservation()))
          .run(ReservationReleased.class, (agent, released) -> agent.free(released.reservation()))
          .ignore(Loaded.class, ReservationConfirmed.class)
          .complete();

  final String id;
  final Consumer<AgentNotification> desktops;
  AgentState state = AgentState.NEW;
  final AgentObligations obligations = new AgentObligations();
  final AgentCapacity capacity;
  final RingingOffers ringingOffers;
  final WorkSearch workSearch;
  private final Reservations reservations;
  private final AgentPresence presence;
  private final Outbox outbox = new Outbox();

  /** Clients that requested the status. They are answered when every reservation is confirmed. */
  private final Set<Requester> viewers = new LinkedHashSet<>();

  private OptionalLong lighterAt = OptionalLong.empty();
  private OptionalLong owingAt = OptionalLong.empty();
  private OptionalLong confirmingAt = OptionalLong.empty();

  /** An agent in the initial state; {@code desktops} receives the notifications. */
  public AgentMachine(String id, AccountPolicy policy, Consumer<AgentNotification> desktops) {
    super(policy);
    this.id = id;
    this.desktops = desktops;
    this.capacity = new AgentCapacity(id, this::policy);
    this.ringingOffers = new RingingOffers(this);
    this.workSearch = new WorkSearch(this);
    this.reservations = new Reservations(this);
    this.presence = new AgentPresence(this);
  }

  /** The state that must survive a restart. */
  public AgentState state() {
    return state;
  }

  @Override
  public AgentState snapshot() {
    return state;
  }

  @Override
  public void restore(Object snapshot) {
    state = (AgentState) snapshot;
    recall();
  }

  @Override
  public boolean forget(Set<String> conversations) {
    if (state.reservations().stream().anyMatch(one -> conversations.contains(one.conversation()))) {
      return false;
    }
    state = state.withoutReleases(conversations);
    return true;
  }

  @Override
  public Optional<Long> configurationRevision() {
    return state.configurationRevision();
  }

  private void recall() {
    capacity.recall(state, ringingOffers.all(), obligations);
  }

  /** Measurements of the agent at this moment. */
  public AgentStatistics figures(long now) {
    return AgentStatistics.of(state, capacity.view(now), ringingOffers.size());
  }

  /** Whether the agent is offline without reservations, so that the stored state is complete. */
  public boolean hasLeft() {
    return state.presence() == Presence.OFFLINE && state.reservations().isEmpty();
  }

  /** Whether the entity may leave memory: the agent has left, and all handovers are complete. */
  public boolean isIdle() {
    return hasLeft() && obligations.areHandoversComplete(state);
  }

  @Override
  public void apply(AgentEvent event) {
    CAPACITY.apply(this, event);
    state = state.after(event);
  }

  private void fill(Reserved reserved) {
    if (!capacity.contains(reserved.conversation())) {
      capacity.receive(reserved.conversation(), reserved.skill(), reserved.offeredAt());
    }
  }

  private void free(String reservation) {
    state.find(reservation).ifPresent(one -> capacity.release(one.conversation()));
  }

  // --- messages ---

  @Override
  protected void decide(AgentMessage message, Requester client, long now) {
    HANDLERS.handle(this, message, client, now);
    settle(now);
  }

  private void candidate(AgentMessage.Candidate candidate, long now) {
    workSearch.candidate(candidate, now).ifPresent(kept -> chosen(kept, now));
  }

  private void withdraw(AgentMessage.Withdraw withdraw, long now) {
    workSearch.withdraw(withdraw.offer());
    if (ringingOffers.withdraw(withdraw.offer())) {
      workSearch.start(now);
    }
  }

  private void refusalNoted(AgentMessage.RefusalAcknowledged noted, long now) {
    obligations.refusalNoted(noted.offer()).forEach(client -> answer(client, new Reply.Done()));
  }

  private void reserve(AgentMessage.Reserve reserve, long now) {
    if (reservations.isReserved(reserve)) {
      outbox.again();
    } else {
      reservations.reserve(reserve, now);
    }
  }

  private void present(AgentMessage.SetPresence present, Requester client, long now) {
    if (presence.change(present, client, now)) {
      describe(client, now);
    }
  }

  // --- status ---

  private void describe(Requester client, long now) {
    answer(
        client,
        AgentSummary.of(id, state, capacity.view(now), ringingOffers.all(), presence.ends()));
  }

  /**
   * Answers status requests when all reservations are confirmed. After a restart a conversation may
   * have left the agent meanwhile, so the status is not known before that. Confirmations are
   * requested at once.
   */
  private void answerViewers(long now) {
    if (viewers.isEmpty()) {
      return;
    }
    if (policy().agents().containsKey(id) && !obligations.areAllConfirmed(state)) {
      viewers.removeIf(viewer -> !viewer.isWaiting());
      return;
    }
    viewers.forEach(viewer -> describe(viewer, now));
    viewers.clear();
  }

  // --- offers ---

  private void offered(AgentMessage.Offer offer, long now) {
    boolean mayTake = capacity.mayTake(offer, now);
    if (ringingOffers.repeat(offer, now) || (mayTake && workSearch.keeps(offer))) {
      return;
    }
    if (reservations.isMade(offer)) {
      outbox.again();
    } else if (!mayTake || workSearch.isForAnother(offer)) {
      workSearch.repeatLater();
      ringingOffers.sendBack(offer);
      if (capacity.contains(offer.conversation())) {
        workSearch.reportSoon(now);
      } else if (!workSearch.isUnderWay()) {
        workSearch.answer(offer.skill(), now);
      }
    } else {
      if (policy().offers().mode() == OfferMode.AUTO_ACCEPT) {
        ringingOffers.pass(offer, now);
        reservations.make(offer, now, now);
      } else {
        ringingOffers.ring(offer, now);
      }
      workSearch.taken(now);
    }
  }

  /** Accepts the most urgent candidate, a kept offer, if the agent may still take it. */
  private void chosen(AgentMessage.Offer kept, long now) {
    if (capacity.mayTake(kept, now)) {
      offered(kept, now);
    } else {
      ringingOffers.sendBack(kept);
      workSearch.start(now);
    }
  }

  private void accept(AgentMessage.Accept request, Requester client, long now) {
    String conversation = request.conversation();
    Optional<Ring> ring =
        ringingOffers.ofConversation(conversation).filter(one -> one.expiresAt() > now);
    if (ring.isPresent()) {
      ringingOffers.accept(ring.get());
      reservations.make(ring.get().offer(), ring.get().since(), now);
    }
    state
        .ofConversation(conversation)
        .ifPresentOrElse(
            reservation -> reservations.awaitDecision(reservation, client),
            () -> reservations.refuseAsNotOffered(conversation, client));
  }

  private void decline(AgentMessage.Decline request, Requester client, long now) {
    String conversation = request.conversation();
    Optional<Ring> ring = ringingOffers.ofConversation(conversation);
    if (ring.isPresent()) {
      ringingOffers.decline(ring.get());
      workSearch.start(now);
    }
    if (!obligations.awaitRefusal(conversation, client)) {
      reservations.refuseAsNotOffered(conversation, client);
    }
  }

  // --- start, configuration and time ---

  @Override
  protected void onWake(long now) {
    emit(new Loaded(now));
    recall();
    presence.begin(now);
    searchForWork(now);
    settle(now);
  }

  /**
   * Reports to all queues and searches for work, unless the agent is in the initial state. No queue
   * can regard such an agent as present, and a queue that starts requests a report. A report would
   * load every queue of the agent, and these would load all of their agents.
   */
  private void searchForWork(long now) {
    if (!state.equals(AgentState.NEW)) {
      workSearch.start(now);
    }
  }

  @Override
  protected void onConfigured(long now) {
    List<String> before = capacity.skillsBefore();
    recall();
    ringingOffers.giveBackForbidden();
    presence.leaveUnlessEnabled(now);
    before.stream()
        .filter(skill -> !capacity.own().skills().contains(skill))
        .forEach(skill -> workSearch.report(skill, now));
    searchForWork(now);
    settle(now);
  }

  @Override
  protected void onTick(long now) {
    presence.tick(now);
    ringingOffers.expired(now).forEach(ring -> missed(ring, now));
    workSearch.tick(now).ifPresent(kept -> chosen(kept, now));
    if (WakeUpTimes.isDue(lighterAt, now) || workSearch.isReportDue(now)) {
      workSearch.start(now);
    }
    if (outbox.isDue(now)) {
      outbox.again();
    }
    settle(now);
  }

  private void missed(Ring ring, long now) {
    boolean tooOften = ringingOffers.expire(ring);
    if (tooOften && state.presence() == Presence.ONLINE) {
      ringingOffers.forgiveMissed();
      presence.leave(now);
    } else {
      workSearch.start(now);
    }
  }

  private void settle(long now) {
    answerViewers(now);
    outbox.flush(obligations.owed(id, state, policy(), now), this::send, now);
    lighterAt = capacity.nextInactive(now);
    owingAt = obligations.nextOwed(state, policy(), now);
    confirmingAt = obligations.nextConfirmation(state, now);
  }

  @Override
  public OptionalLong nextDue() {
    return WakeUpTimes.earliest(
        presence.nextTimer(), lighterAt, owingAt, ringingOffers.nextExpiry());
  }

  @Override
  protected OptionalLong nextRepetition() {
    return WakeUpTimes.earliest(
        workSearch.deadline(), workSearch.nextReport(isIdle()), confirmingAt, outbox.nextTimer());
  }
}
