package io.switchboard.domain.machine;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.machine.AgentEvent.Because;
import io.switchboard.domain.machine.AgentEvent.Held;
import io.switchboard.domain.machine.AgentEvent.HoldActivated;
import io.switchboard.domain.machine.AgentEvent.HoldDropped;
import io.switchboard.domain.machine.AgentEvent.HoldReleased;
import io.switchboard.domain.machine.AgentEvent.PresenceChanged;
import io.switchboard.domain.machine.AgentMemory.Hold;
import io.switchboard.domain.machine.Rings.Ring;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.AgentMessage.Accept;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.ClaimRefused;
import io.switchboard.domain.protocol.AgentMessage.Decline;
import io.switchboard.domain.protocol.AgentMessage.Describe;
import io.switchboard.domain.protocol.AgentMessage.Granted;
import io.switchboard.domain.protocol.AgentMessage.HandedOn;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.Present;
import io.switchboard.domain.protocol.AgentMessage.RefusalNoted;
import io.switchboard.domain.protocol.AgentMessage.Release;
import io.switchboard.domain.protocol.AgentMessage.ReportTo;
import io.switchboard.domain.protocol.AgentMessage.Reserve;
import io.switchboard.domain.protocol.AgentMessage.Withdraw;
import io.switchboard.domain.protocol.AgentSignal;
import io.switchboard.domain.protocol.AgentSignal.Why;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import io.switchboard.domain.protocol.Talk;
import io.switchboard.domain.queue.Access;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An agent, who alone decides what they have room for. What rings is kept in memory and reserves
 * room; what they hold is durable, and a hold that has been claimed is given up only when the
 * conversation says so.
 */
public final class AgentMachine extends StateMachine<AgentMessage, AgentEvent> {
  /** How often queues are told how an agent is although nothing has changed. */
  static final long REPORT_EVERY = Duration.ofSeconds(30).toNanos();

  private final String id;
  private AgentMemory memory = AgentMemory.NEW;
  private AgentState state;

  private final Rings rings = new Rings();
  private final Hands hands = new Hands();
  private final Outbox outbox = new Outbox();
  private Optional<Search> search = Optional.empty();
  private OptionalLong leaseEnds = OptionalLong.empty();
  private OptionalLong lighterAt = OptionalLong.empty();
  private OptionalLong owingAt = OptionalLong.empty();
  private long reportAt = Long.MAX_VALUE;
  private long version = Long.MIN_VALUE;
  private int missed;

  /** An agent of whom nothing is remembered yet. */
  public AgentMachine(String id, AccountPolicy policy) {
    super(policy);
    this.id = id;
    this.state = new AgentState(own(), policy.capacityMode());
  }

  /** All that must not be forgotten. */
  public AgentMemory memory() {
    return memory;
  }

  /** Goes on from what was remembered. */
  public void restore(AgentMemory remembered) {
    memory = remembered;
    recall();
  }

  /** How many conversations the agent has in their hands, ringing ones counted. */
  public int conversations() {
    return state.conversations().size();
  }

  /** What rings at the agent; for those who check it. */
  List<Ring> rings() {
    return rings.all();
  }

  /** The agent as queues are told; for those who check it. */
  AgentView view(long now) {
    return state.view(now);
  }

  /** Whether the agent may be put to sleep: nothing can happen to them by itself. */
  public boolean isIdle() {
    return memory.presence() == Presence.OFFLINE
        && memory.holds().isEmpty()
        && hands.areAllHandedOn(memory);
  }

  private AgentPolicy own() {
    AgentPolicy unknown = new AgentPolicy(id, Optional.empty(), List.of(), 0);
    return policy().agents().getOrDefault(id, unknown);
  }

  private DynamicWeights weights(String skill) {
    SkillPolicy known = policy().skills().get(skill);
    return known == null ? policy().skills().get(Account.UNASSIGNED).weights() : known.weights();
  }

  @Override
  public void apply(AgentEvent event) {
    AgentMemory before = memory;
    memory = memory.after(event);
    if (event instanceof PresenceChanged changed) {
      state.present(changed.presence(), changed.at());
    } else if (event instanceof Held held) {
      if (!state.conversations().contains(held.conversation().id())) {
        state.receive(held.conversation().id(), weights(held.skill()), held.offeredAt());
      }
    } else if (event instanceof HoldDropped dropped) {
      before.find(dropped.hold()).ifPresent(hold -> state.release(hold.conversation()));
    } else if (event instanceof HoldReleased released) {
      before.find(released.hold()).ifPresent(hold -> state.release(hold.conversation()));
    }
  }

  /** Works out what the agent has in their hands from what is remembered and what rings. */
  private void recall() {
    state = new AgentState(own(), policy().capacityMode());
    state.present(memory.presence(), memory.since());
    for (Hold hold : memory.holds()) {
      Held held = hold.held();
      state.receive(hold.conversation(), weights(held.skill()), held.offeredAt());
      hands.talk(hold.id()).ifPresent(talk -> resume(hold.conversation(), talk));
    }
    memory.idleSince().ifPresent(state::idle);
    for (Ring ring : rings.all()) {
      state.receive(ring.conversation(), weights(ring.offer().skill()), ring.since());
    }
  }

  // --- what they are told ---

  @Override
  protected void decide(AgentMessage message, Client client, long now) {
    if (message instanceof Present present) {
      present(present, client, now);
    } else if (message instanceof Accept accept) {
      accept(accept.conversation(), client, now);
    } else if (message instanceof Decline decline) {
      decline(decline.conversation(), client, now);
    } else if (message instanceof Describe) {
      describe(client, now);
    } else if (message instanceof Offer offer) {
      offered(offer, now);
    } else if (message instanceof Candidate candidate) {
      candidate(candidate, now);
    } else if (message instanceof Withdraw withdraw) {
      withdrawn(withdraw.offer(), now);
    } else if (message instanceof ReportTo report) {
      report(report.skill(), now);
    } else if (message instanceof Granted granted) {
      granted(granted, now);
    } else if (message instanceof ClaimRefused refused) {
      claimRefused(refused.hold(), now);
    } else if (message instanceof Release release) {
      release(release, now);
    } else if (message instanceof HandedOn handed) {
      hands.handedOn(handed.hold(), memory);
    } else if (message instanceof Reserve reserve) {
      reserve(reserve, now);
    } else if (message instanceof RefusalNoted noted) {
      hands.refusalNoted(noted.offer()).forEach(one -> answer(one, new Reply.Done()));
    }
    settle(now);
  }

  // --- they come and go ---

  private void present(Present present, Client client, long now) {
    if (!policy().agents().containsKey(id)) {
      refuse(client, Reply.Reason.NOT_FOUND, "there is no agent " + id);
      return;
    }
    if (present.presence() != memory.presence()) {
      missed = 0;
    }
    if (present.presence() != memory.presence() || !present.lease().equals(memory.lease())) {
      become(present.presence(), present.lease(), Because.ASKED, now);
    }
    lease(now);
    describe(client, now);
  }

  private void lease(long now) {
    leaseEnds =
        memory.presence() == Presence.OFFLINE || memory.lease().isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(now + memory.lease().get());
  }

  private void become(Presence presence, Optional<Long> lease, Because because, long now) {
    boolean changes = presence != memory.presence();
    emit(new PresenceChanged(presence, lease, because, now));
    if (changes) {
      signal(new AgentSignal.PresenceChanged(presence, now));
      if (presence != Presence.ONLINE) {
        rings.all().forEach(this::giveBack);
      }
      seek(now);
    }
  }

  private void giveBack(Ring ring) {
    endRing(ring, Why.RETURNED);
    send(
        new Send.ToQueue(
            ring.offer().skill(),
            new QueueMessage.OfferReturned(ring.offer().offer(), ring.conversation(), id)));
  }

  private void endRing(Ring ring, Why why) {
    rings.remove(ring.offer().offer());
    state.release(ring.conversation());
    signal(new AgentSignal.Withdrawn(ring.conversation(), why));
  }

  // --- a conversation is held out to them ---

  private void offered(Offer offer, long now) {
    Optional<Ring> ringing = rings.find(offer.offer());
    if (ringing.isPresent()) {
      send(new Send.ToQueue(offer.skill(), ringing.get().told(id)));
    } else if (isHeld(offer)) {
      outbox.again();
    } else if (!mayTake(offer, now) || isSeekingAnother(offer)) {
      search.ifPresent(Search::repeatLater);
      send(
          new Send.ToQueue(
              offer.skill(),
              new QueueMessage.OfferReturned(offer.offer(), offer.conversation().id(), id)));
      if (search.isEmpty() && !state.conversations().contains(offer.conversation().id())) {
        report(offer.skill(), now);
      }
    } else {
      take(offer, now);
      search = Optional.empty();
      seek(now);
    }
  }

  private boolean isHeld(Offer offer) {
    return memory.holds().stream()
        .anyMatch(hold -> hold.held().offer().filter(offer.offer()::equals).isPresent());
  }

  private boolean mayTake(Offer offer, long now) {
    boolean open = isOpen(offer.conversation().access());
    return open
        && memory.presence() == Presence.ONLINE
        && serves(offer.skill())
        && !state.conversations().contains(offer.conversation().id())
        && hasRoomFor(offer.skill(), now);
  }

  private boolean serves(String skill) {
    SkillPolicy known = policy().skills().get(skill);
    return known != null && known.agents().contains(id);
  }

  private boolean isOpen(Access access) {
    if (access instanceof Access.OnlyAgent only) {
      return only.agent().equals(id);
    }
    return !(access instanceof Access.OnlyGroup only)
        || own().group().filter(only.group()::equals).isPresent();
  }

  private boolean hasRoomFor(String skill, long now) {
    SkillPolicy known = policy().skills().get(skill);
    return known != null && state.view(now).hasRoomFor(known);
  }

  private boolean isSeekingAnother(Offer offer) {
    return search.isPresent() && offer.ticket().filter(search.get().ticket()::equals).isEmpty();
  }

  private void take(Offer offer, long now) {
    if (policy().offers().mode() == OfferMode.AUTO_ACCEPT) {
      hold(Optional.of(offer.offer()), offer, now, now);
      return;
    }
    Ring ring = new Ring(offer, now, now + policy().offers().timeout());
    rings.add(ring);
    state.receive(ring.conversation(), weights(offer.skill()), now);
    send(new Send.ToQueue(offer.skill(), ring.told(id)));
    signal(
        new AgentSignal.Offered(
            ring.conversation(), offer.skill(), offer.conversation().dueAt(), ring.expiresAt()));
  }

  private void hold(Optional<String> offerId, Offer offer, long offeredAt, long now) {
    emit(
        new Held(
            id + "#" + (memory.minted() + 1),
            offer.hop(),
            Optional.empty(),
            offer.skill(),
            offer.conversation(),
            offerId,
            Optional.of(offer.reasons()),
            offeredAt,
            now));
  }

  private void accept(String conversation, Client client, long now) {
    Optional<Ring> ring = rings.ofConversation(conversation);
    Optional<Hold> hold = memory.ofConversation(conversation);
    if (ring.filter(one -> one.expiresAt() > now).isPresent()) {
      missed = 0;
      rings.remove(ring.get().offer().offer());
      hold(Optional.of(ring.get().offer().offer()), ring.get().offer(), ring.get().since(), now);
      hands.awaitDecision(memory.ofConversation(conversation).orElseThrow().id(), client);
    } else if (hold.isEmpty()) {
      notRinging(conversation, client);
    } else if (hold.get().isActive()) {
      answer(client, new Reply.Done());
    } else {
      hands.awaitDecision(hold.get().id(), client);
    }
  }

  private void notRinging(String conversation, Client client) {
    refuse(
        client,
        Reply.Reason.CONFLICT,
        "conversation " + conversation + " is not offered to " + id + " (any more)");
  }

  private void decline(String conversation, Client client, long now) {
    Optional<Ring> ring = rings.ofConversation(conversation);
    if (ring.isPresent()) {
      refuseRing(ring.get(), Refusal.DECLINED);
      seek(now);
    }
    if (!hands.awaitRefusal(conversation, client)) {
      notRinging(conversation, client);
    }
  }

  private void refuseRing(Ring ring, Refusal refusal) {
    endRing(ring, refusal == Refusal.DECLINED ? Why.DECLINED : Why.MISSED);
    hands.refuse(
        ring.conversation(),
        new ConversationMessage.Refuse(
            ring.offer().offer(), ring.offer().hop(), id, refusal, ring.since()));
  }

  private void withdrawn(String offer, long now) {
    rings
        .find(offer)
        .ifPresent(
            ring -> {
              endRing(ring, Why.GONE);
              seek(now);
            });
  }

  // --- they have it ---

  private void granted(Granted granted, long now) {
    Optional<Hold> hold = memory.find(granted.hold());
    if (hold.isEmpty()) {
      return;
    }
    if (!hold.get().isActive()) {
      emit(new HoldActivated(granted.hold(), now));
      signal(new AgentSignal.Assigned(hold.get().conversation(), hold.get().held().skill(), now));
      hands.decided(granted.hold()).forEach(client -> answer(client, new Reply.Done()));
    }
    send(
        new Send.ToConversation(
            hold.get().conversation(), new ConversationMessage.Activated(granted.hold())));
    hands.confirmed(granted.hold(), granted.talk(), now);
    resume(hold.get().conversation(), granted.talk());
    if (policy().capacityMode() == CapacityMode.DYNAMIC) {
      seek(now);
    }
  }

  private void resume(String conversation, Talk talk) {
    state.resume(
        conversation,
        talk.consumerWroteAt(),
        talk.last() == Party.AGENT ? OptionalLong.of(talk.agentWroteAt()) : OptionalLong.empty());
  }

  private void claimRefused(String refused, long now) {
    Optional<Hold> hold = memory.find(refused).filter(one -> !one.isActive());
    if (hold.isPresent()) {
      emit(new HoldDropped(refused, now));
      signal(new AgentSignal.Withdrawn(hold.get().conversation(), Why.GONE));
      hands.decided(refused).forEach(client -> notRinging(hold.get().conversation(), client));
      seek(now);
    }
  }

  private void release(Release release, long now) {
    if (memory.find(release.hold()).isPresent()) {
      emit(new HoldReleased(release.hold(), hands.takeHandedOn(), now));
      hands.forget(release.hold()).forEach(client -> notRinging(release.conversation(), client));
      signal(new AgentSignal.Released(release.conversation()));
      seek(now);
    } else {
      send(
          new Send.ToConversation(
              release.conversation(), new ConversationMessage.Released(release.hold(), id)));
    }
  }

  private void reserve(Reserve reserve, long now) {
    String conversation = reserve.conversation().id();
    if (memory
        .ofConversation(conversation)
        .filter(one -> one.held().takeover().equals(Optional.of(reserve.takeover())))
        .isPresent()) {
      outbox.again();
    } else if (memory.presence() == Presence.OFFLINE
        || own().skills().isEmpty()
        || state.conversations().contains(conversation)
        || !hasRoomFor(reserve.skill(), now)) {
      send(
          new Send.ToConversation(
              conversation,
              new ConversationMessage.ReserveRefused(
                  reserve.takeover(), id + " is offline, disabled or has no room")));
    } else {
      emit(
          new Held(
              id + "#" + (memory.minted() + 1),
              reserve.hop(),
              Optional.of(reserve.takeover()),
              reserve.skill(),
              reserve.conversation(),
              Optional.empty(),
              Optional.empty(),
              now,
              now));
      seek(now);
    }
  }

  // --- they have room ---

  /** Looks for the most urgent conversation if there is room; tells all queues in any case. */
  private void seek(long now) {
    reportAt = now + REPORT_EVERY;
    if (search.isPresent()) {
      search.get().repeatLater();
      return;
    }
    version = Math.max(version + 1, now);
    AgentView view = state.view(now);
    Set<String> asked = new LinkedHashSet<>();
    for (String skill : own().skills()) {
      if (memory.presence() == Presence.ONLINE && hasRoomFor(skill, now)) {
        asked.add(skill);
      }
    }
    String ticket = id + "-" + version;
    for (String skill : own().skills()) {
      send(
          new Send.ToQueue(
              skill,
              asked.contains(skill)
                  ? new QueueMessage.Seek(view, version, ticket)
                  : new QueueMessage.Report(view, version, rings.of(skill, id))));
    }
    if (!asked.isEmpty()) {
      search = Optional.of(new Search(ticket, asked, now));
    }
  }

  private void candidate(Candidate candidate, long now) {
    if (search.filter(one -> one.ticket().equals(candidate.ticket())).isEmpty()) {
      return;
    }
    if (search.get().isTaking()) {
      search = Optional.empty();
      seek(now);
    } else if (search.get().answered(candidate.skill(), candidate.best())) {
      takeMostUrgent(now);
    }
  }

  private void takeMostUrgent(long now) {
    Search current = search.orElseThrow();
    Optional<Search.Find> find = current.take(now);
    if (find.isPresent()) {
      send(
          new Send.ToQueue(
              find.get().skill(),
              new QueueMessage.Take(current.ticket(), id, find.get().best(), find.get().rivals())));
    } else {
      search = Optional.empty();
      if (current.isToBeRepeated()) {
        seek(now);
      }
    }
  }

  private void report(String skill, long now) {
    version = Math.max(version + 1, now);
    AgentView view = state.view(now);
    boolean serves = own().skills().contains(skill);
    send(
        new Send.ToQueue(
            skill,
            new QueueMessage.Report(
                serves ? view : view.loggedOut(), version, rings.of(skill, id))));
  }

  // --- time passes ---

  @Override
  protected void onWake(long now) {
    recall();
    lease(now);
    seek(now);
    settle(now);
  }

  @Override
  protected void onConfigured(long now) {
    List<String> before = state.policy().skills();
    recall();
    rings.all().stream()
        .filter(ring -> !serves(ring.offer().skill()) || !isOpen(ring.access()))
        .forEach(this::giveBack);
    if (!policy().agents().containsKey(id) && memory.presence() != Presence.OFFLINE) {
      become(Presence.OFFLINE, Optional.empty(), Because.REMOVED, now);
      lease(now);
    }
    before.stream()
        .filter(skill -> !own().skills().contains(skill))
        .forEach(skill -> report(skill, now));
    seek(now);
    settle(now);
  }

  @Override
  protected void onTick(long now) {
    if (Timers.isDue(leaseEnds, now)) {
      become(Presence.OFFLINE, Optional.empty(), Because.LEASE_ENDED, now);
      lease(now);
    }
    rings.expired(now).forEach(ring -> missed(ring, now));
    if (search.filter(one -> one.deadline() <= now).isPresent()) {
      giveUpWaiting(now);
    }
    if (Timers.isDue(lighterAt, now) || reportAt <= now) {
      seek(now);
    }
    if (outbox.isDue(now)) {
      outbox.again();
    }
    settle(now);
  }

  private void missed(Ring ring, long now) {
    refuseRing(ring, Refusal.MISSED);
    missed++;
    int limit = policy().offers().missedBeforeAway();
    if (limit > 0 && missed >= limit && memory.presence() == Presence.ONLINE) {
      missed = 0;
      become(Presence.AWAY, memory.lease(), Because.OFFERS_MISSED, now);
    } else {
      seek(now);
    }
  }

  private void giveUpWaiting(long now) {
    if (search.orElseThrow().isTaking()) {
      search = Optional.empty();
      seek(now);
    } else {
      takeMostUrgent(now);
    }
  }

  private void settle(long now) {
    outbox.flush(hands.owed(id, memory, policy(), now), this::send, now);
    lighterAt = state.nextInactive(now);
    owingAt = hands.nextTimer(memory, policy(), now);
  }

  @Override
  public OptionalLong nextTimer() {
    return Timers.earliest(
        search.map(one -> OptionalLong.of(one.deadline())).orElse(OptionalLong.empty()),
        isIdle() ? OptionalLong.empty() : OptionalLong.of(reportAt),
        leaseEnds,
        lighterAt,
        owingAt,
        rings.nextExpiry(),
        outbox.nextTimer());
  }

  private void signal(AgentSignal signal) {
    send(new Send.ToDesktop(signal));
  }

  private void describe(Client client, long now) {
    answer(client, AgentDescription.of(id, memory, state.view(now), rings.all(), leaseEnds));
  }
}
