package io.switchboard.domain.machine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.machine.AgentEvent.Began;
import io.switchboard.domain.machine.AgentEvent.Held;
import io.switchboard.domain.machine.AgentEvent.HoldActivated;
import io.switchboard.domain.machine.AgentEvent.HoldDropped;
import io.switchboard.domain.machine.AgentEvent.HoldReleased;
import io.switchboard.domain.machine.AgentEvent.PresenceChanged;
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
import io.switchboard.domain.protocol.AgentMessage.Outdated;
import io.switchboard.domain.protocol.AgentMessage.Present;
import io.switchboard.domain.protocol.AgentMessage.RefusalNoted;
import io.switchboard.domain.protocol.AgentMessage.Release;
import io.switchboard.domain.protocol.AgentMessage.ReportTo;
import io.switchboard.domain.protocol.AgentMessage.Reserve;
import io.switchboard.domain.protocol.AgentMessage.Withdraw;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.Reply;
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
  private static final MessageHandlers<AgentMachine, AgentMessage> HANDLERS =
      MessageHandlers.<AgentMachine, AgentMessage>of(AgentMessage.class)
          .message(Offer.class, AgentMachine::offered)
          .message(Candidate.class, AgentMachine::candidate)
          .message(Withdraw.class, AgentMachine::withdraw)
          .message(ReportTo.class, (agent, ask, now) -> agent.seeking.answer(ask.skill(), now))
          .message(
              Outdated.class, (agent, news, now) -> agent.seeking.outdated(news.version(), now))
          .message(Granted.class, (agent, granted, now) -> agent.holding.granted(granted, now))
          .message(ClaimRefused.class, AgentMachine::claimRefused)
          .message(Release.class, (agent, release, now) -> agent.holding.release(release, now))
          .message(HandedOn.class, AgentMachine::handedOn)
          .message(Reserve.class, AgentMachine::reserve)
          .message(RefusalNoted.class, AgentMachine::refusalNoted)
          .request(Present.class, AgentMachine::present)
          .request(Accept.class, AgentMachine::accept)
          .request(Decline.class, AgentMachine::decline)
          .request(Describe.class, (agent, look, client, now) -> agent.viewers.add(client))
          .complete();

  private static final Cases<AgentMachine, AgentEvent, Void> ROOM =
      Cases.<AgentMachine, AgentEvent, Void>of(AgentEvent.class)
          .run(PresenceChanged.class, (agent, now) -> agent.room.present(now.presence(), now.at()))
          .run(Held.class, AgentMachine::fill)
          .run(HoldDropped.class, (agent, dropped) -> agent.free(dropped.hold()))
          .run(HoldReleased.class, (agent, released) -> agent.free(released.hold()))
          .ignore(Began.class, HoldActivated.class)
          .complete();

  private final String id;
  private AgentMemory memory = AgentMemory.NEW;

  private final Hands hands = new Hands();
  private final Outbox outbox = new Outbox();
  private final Room room;
  private final Rings rings;
  private final Seeking seeking;
  private final Holding holding;
  private final AgentPresence presence;

  /** The clients that want to see the agent, and are told when every hold is confirmed. */
  private final Set<Client> viewers = new LinkedHashSet<>();

  private OptionalLong lighterAt = OptionalLong.empty();
  private OptionalLong owingAt = OptionalLong.empty();
  private OptionalLong confirmingAt = OptionalLong.empty();

  /** An agent of whom nothing is remembered yet. */
  public AgentMachine(String id, AccountPolicy policy) {
    super(policy);
    this.id = id;
    this.room = new Room(id, this::policy);
    this.rings = new Rings(this, id, room, hands);
    this.seeking = new Seeking(this, id, room, rings);
    this.holding = new Holding(this, id, this::memory, room, hands, seeking);
    this.presence = new AgentPresence(this, id, this::memory, room, rings, seeking);
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

  @Override
  public Optional<Long> asOf() {
    return memory.asOf();
  }

  private void recall() {
    room.recall(memory, rings.all(), hands);
  }

  /** How many conversations the agent has in their hands, ringing ones counted. */
  public int conversations() {
    return room.size();
  }

  /** How the agent is. */
  public AgentFigures figures(long now) {
    return AgentFigures.of(memory, room.view(now), rings.size());
  }

  /** What rings at the agent; for those who check it. */
  List<Ring> rings() {
    return rings.all();
  }

  /** The agent as queues are told; for those who check it. */
  AgentView view(long now) {
    return room.view(now);
  }

  /** Whether the agent is offline and has nothing, so that what is remembered of them is all. */
  public boolean hasLeft() {
    return memory.presence() == Presence.OFFLINE && memory.holds().isEmpty();
  }

  /** Whether the agent may be put to sleep: nothing can happen to them by itself. */
  public boolean isIdle() {
    return hasLeft() && hands.areAllHandedOn(memory);
  }

  @Override
  public void apply(AgentEvent event) {
    ROOM.apply(this, event);
    memory = memory.after(event);
  }

  private void fill(Held held) {
    if (!room.contains(held.conversation().id())) {
      room.receive(held.conversation().id(), held.skill(), held.offeredAt());
    }
  }

  private void free(String hold) {
    memory.find(hold).ifPresent(one -> room.release(one.conversation()));
  }

  // --- what they are told ---

  @Override
  protected void decide(AgentMessage message, Client client, long now) {
    HANDLERS.handle(this, message, client, now);
    settle(now);
  }

  private void candidate(Candidate candidate, long now) {
    seeking.candidate(candidate, now).ifPresent(kept -> chosen(kept, now));
  }

  private void withdraw(Withdraw withdraw, long now) {
    seeking.withdraw(withdraw.offer());
    if (rings.withdraw(withdraw.offer())) {
      seeking.seek(now);
    }
  }

  private void claimRefused(ClaimRefused refused, long now) {
    holding.claimRefused(refused.hold(), now);
  }

  private void handedOn(HandedOn handed, long now) {
    hands.handedOn(handed.hold(), memory);
  }

  private void refusalNoted(RefusalNoted noted, long now) {
    hands.refusalNoted(noted.offer()).forEach(client -> answer(client, new Reply.Done()));
  }

  private void reserve(Reserve reserve, long now) {
    if (holding.isReserved(reserve)) {
      outbox.again();
    } else {
      holding.reserve(reserve, now);
    }
  }

  private void present(Present present, Client client, long now) {
    if (presence.change(present, client, now)) {
      describe(client, now);
    }
  }

  // --- how they are ---

  private void describe(Client client, long now) {
    answer(client, AgentDescription.of(id, memory, room.view(now), rings.all(), presence.ends()));
  }

  /**
   * After a restart a hold may be one that its conversation has left meanwhile. It is asked at
   * once, and whoever wants to see the agent waits for its answer.
   */
  private void answerViewers(long now) {
    if (viewers.isEmpty()) {
      return;
    }
    if (policy().agents().containsKey(id) && !hands.areAllConfirmed(memory)) {
      viewers.removeIf(viewer -> !viewer.isWaiting());
      return;
    }
    viewers.forEach(viewer -> describe(viewer, now));
    viewers.clear();
  }

  // --- a conversation is held out to them ---

  private void offered(Offer offer, long now) {
    boolean mayTake = room.mayTake(offer.conversation(), offer.skill(), now);
    if (rings.repeat(offer, now) || (mayTake && seeking.keeps(offer))) {
      return;
    }
    if (holding.isHeld(offer)) {
      outbox.again();
    } else if (!mayTake || seeking.isForAnother(offer)) {
      seeking.repeatLater();
      rings.sendBack(offer);
      if (room.contains(offer.conversation().id())) {
        seeking.seekSoon(now);
      } else if (!seeking.isUnderWay()) {
        seeking.answer(offer.skill(), now);
      }
    } else {
      if (policy().offers().mode() == OfferMode.AUTO_ACCEPT) {
        rings.pass(offer, now);
        holding.hold(offer, now, now);
      } else {
        rings.ring(offer, now);
      }
      seeking.taken(now);
    }
  }

  /** What was kept is the most urgent of all: it is taken, if there is room for it still. */
  private void chosen(Offer kept, long now) {
    if (room.mayTake(kept.conversation(), kept.skill(), now)) {
      offered(kept, now);
    } else {
      rings.sendBack(kept);
      seeking.seek(now);
    }
  }

  private void accept(Accept request, Client client, long now) {
    String conversation = request.conversation();
    Optional<Ring> ring = rings.ofConversation(conversation).filter(one -> one.expiresAt() > now);
    if (ring.isPresent()) {
      rings.accept(ring.get());
      holding.hold(ring.get().offer(), ring.get().since(), now);
    }
    memory
        .ofConversation(conversation)
        .ifPresentOrElse(
            hold -> holding.awaitDecision(hold, client),
            () -> holding.refuseAsGone(conversation, client));
  }

  private void decline(Decline request, Client client, long now) {
    String conversation = request.conversation();
    Optional<Ring> ring = rings.ofConversation(conversation);
    if (ring.isPresent()) {
      rings.decline(ring.get());
      seeking.seek(now);
    }
    if (!hands.awaitRefusal(conversation, client)) {
      holding.refuseAsGone(conversation, client);
    }
  }

  // --- time passes ---

  @Override
  protected void onWake(long now) {
    emit(new Began(now));
    recall();
    presence.begin(now);
    seek(now);
    settle(now);
  }

  /**
   * Tells all queues how the agent is. One who has never been there tells nobody: no queue can take
   * them for present, and each that wants to know asks. Otherwise whoever wakes an account's agents
   * would wake every queue with them, and these all agents again.
   */
  private void seek(long now) {
    if (!memory.equals(AgentMemory.NEW)) {
      seeking.seek(now);
    }
  }

  @Override
  protected void onConfigured(long now) {
    List<String> before = room.skillsBefore();
    recall();
    rings.giveBackForbidden();
    presence.leaveUnlessEnabled(now);
    before.stream()
        .filter(skill -> !room.own().skills().contains(skill))
        .forEach(skill -> seeking.report(skill, now));
    seek(now);
    settle(now);
  }

  @Override
  protected void onTick(long now) {
    presence.tick(now);
    rings.expired(now).forEach(ring -> missed(ring, now));
    seeking.tick(now).ifPresent(kept -> chosen(kept, now));
    if (Timers.isDue(lighterAt, now) || seeking.isReportDue(now)) {
      seeking.seek(now);
    }
    if (outbox.isDue(now)) {
      outbox.again();
    }
    settle(now);
  }

  private void missed(Ring ring, long now) {
    boolean tooOften = rings.expire(ring);
    if (tooOften && memory.presence() == Presence.ONLINE) {
      rings.forgiveMissed();
      presence.leave(now);
    } else {
      seeking.seek(now);
    }
  }

  private void settle(long now) {
    answerViewers(now);
    outbox.flush(hands.owed(id, memory, policy(), now), this::send, now);
    lighterAt = room.nextInactive(now);
    owingAt = hands.nextOwed(memory, policy(), now);
    confirmingAt = hands.nextConfirmation(memory, now);
  }

  @Override
  public OptionalLong nextDue() {
    return Timers.earliest(presence.nextTimer(), lighterAt, owingAt, rings.nextExpiry());
  }

  @Override
  protected OptionalLong nextRepetition() {
    return Timers.earliest(
        seeking.deadline(), seeking.nextReport(isIdle()), confirmingAt, outbox.nextTimer());
  }
}
