package io.switchboard.domain.machine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.machine.ConversationEvent.Assigned;
import io.switchboard.domain.machine.ConversationEvent.Closed;
import io.switchboard.domain.machine.ConversationEvent.Leaving;
import io.switchboard.domain.machine.ConversationEvent.Refused;
import io.switchboard.domain.machine.ConversationEvent.Revised;
import io.switchboard.domain.machine.ConversationEvent.Started;
import io.switchboard.domain.machine.ConversationEvent.TakenOver;
import io.switchboard.domain.machine.ConversationEvent.TakeoverBegun;
import io.switchboard.domain.machine.ConversationEvent.Wrote;
import io.switchboard.domain.machine.ConversationState.Holder;
import io.switchboard.domain.machine.ConversationState.Phase;
import io.switchboard.domain.machine.ConversationState.RefusedOffer;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Activated;
import io.switchboard.domain.protocol.ConversationMessage.AgentGone;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.Confirm;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Introduced;
import io.switchboard.domain.protocol.ConversationMessage.LineFull;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.Recount;
import io.switchboard.domain.protocol.ConversationMessage.Redirect;
import io.switchboard.domain.protocol.ConversationMessage.RefusalEntered;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.ConversationMessage.Released;
import io.switchboard.domain.protocol.ConversationMessage.Removed;
import io.switchboard.domain.protocol.ConversationMessage.ReserveRefused;
import io.switchboard.domain.protocol.ConversationMessage.Return;
import io.switchboard.domain.protocol.ConversationMessage.Revise;
import io.switchboard.domain.protocol.ConversationMessage.ServedNoted;
import io.switchboard.domain.protocol.ConversationMessage.SilenceEnded;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.ConversationMessage.TakeOver;
import io.switchboard.domain.protocol.ConversationMessage.TransferToAgent;
import io.switchboard.domain.protocol.ConversationMessage.TransferToSkill;
import io.switchboard.domain.protocol.ConversationMessage.Write;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A conversation, the arbiter of who has it: whatever queues and agents believe, the first valid
 * claim wins and every other is refused. It leaves an agent only after that agent has said,
 * durably, that they have let go, and until the next holder has said that it has it, this one keeps
 * telling it.
 */
public final class ConversationMachine
    extends StateMachine<ConversationMessage, ConversationEvent> {
  private final String id;
  private Optional<ConversationState> state = Optional.empty();

  private final Outbox outbox = new Outbox();
  private final Acknowledged acknowledged = new Acknowledged();
  private final Visitors visitors = new Visitors();
  private Optional<Inquiry> beginning = Optional.empty();
  private Optional<String> takingOver = Optional.empty();

  /** A conversation that has not begun. */
  public ConversationMachine(String id, AccountPolicy policy) {
    super(policy);
    this.id = id;
  }

  /** All that must not be forgotten; empty when it has not begun. */
  public Optional<ConversationState> state() {
    return state;
  }

  /** Goes on from what was remembered. */
  public void restore(ConversationState remembered) {
    state = Optional.of(remembered);
  }

  @Override
  public void apply(ConversationEvent event) {
    int hop = hop();
    state =
        Optional.of(
            event instanceof Started started
                ? ConversationState.begun(started)
                : state.orElseThrow().after(event));
    if (hop() != hop) {
      acknowledged.nextHop();
    }
  }

  private int hop() {
    return state.map(ConversationState::hop).orElse(0);
  }

  // --- what it is told ---

  @Override
  protected void decide(ConversationMessage message, Client client, long now) {
    if (message instanceof Start start) {
      start(start.inquiry(), client, now);
    } else if (message instanceof Introduced introduced) {
      begin(introduced, now);
    } else if (state.isEmpty()) {
      unknown(message, client);
    } else if (!acknowledge(message) && !isFromAgent(message, now) && !isFromQueue(message, now)) {
      asked(message, client, now);
    }
    settle(now);
  }

  private boolean acknowledge(ConversationMessage message) {
    if (message instanceof Enqueued enqueued && enqueued.hop() == hop()) {
      acknowledged.queued(enqueued.revision());
    } else if (message instanceof Removed removed) {
      acknowledged.removed(removed.skill(), removed.hop());
    } else if (message instanceof RefusalEntered entered) {
      acknowledged.refusal(entered.offer());
    } else if (message instanceof ServedNoted noted) {
      acknowledged.served(noted.at());
    } else if (message instanceof Activated activated) {
      acknowledged.activated(activated.hold());
    } else {
      return message instanceof Enqueued;
    }
    return true;
  }

  private boolean isFromAgent(ConversationMessage message, long now) {
    if (message instanceof Claim claim) {
      claim(claim, now);
    } else if (message instanceof Released released) {
      released(released, now);
    } else if (message instanceof Refuse refuse) {
      refused(refuse, now);
    } else if (message instanceof Confirm confirm) {
      confirm(confirm);
    } else if (message instanceof ReserveRefused refusal) {
      reserveRefused(refusal);
    } else if (message instanceof AgentGone gone) {
      agentGone(gone, now);
    } else if (message instanceof SilenceEnded ended) {
      if (hasHold(ended.hold()) && !now().consumerWaits()) {
        leave(new Departure.End(Party.SYSTEM), now);
      }
    } else {
      return false;
    }
    return true;
  }

  private boolean isFromQueue(ConversationMessage message, long now) {
    if (message instanceof Redirect redirect) {
      redirect(redirect, now);
    } else if (message instanceof LineFull full) {
      lineFull(full);
    } else if (message instanceof Probe probe) {
      acknowledged.promised();
      boolean isThere = isWaiting() && probe.hop() == hop() && probe.skill().equals(now().skill());
      if (isThere) {
        send(new Send.ToQueue(probe.skill(), new QueueMessage.StillWaits(id, probe.hop())));
      } else if (isInGoodHands()) {
        send(
            new Send.ToQueue(
                probe.skill(), new QueueMessage.Remove(id, probe.hop(), placedAt(probe))));
      }
      outbox.again();
    } else {
      return false;
    }
    return true;
  }

  private Optional<String> placedAt(Probe probe) {
    return now().left().stream()
        .filter(line -> line.hop() == probe.hop() && line.skill().equals(probe.skill()))
        .findFirst()
        .flatMap(ConversationState.LeftLine::placedWith);
  }

  private void asked(ConversationMessage message, Client client, long now) {
    if (message instanceof Describe) {
      answer(client, described());
    } else if (message instanceof Recount) {
      answer(client, new Reply.History(now().history()));
    } else if (now().phase() == Phase.CLOSED) {
      closedAlready(message, client);
    } else if (message instanceof Close close) {
      close(close.by(), client, now);
    } else if (message instanceof Revise revise) {
      revise(revise, client, now);
    } else if (message instanceof Write write) {
      wrote(write.from(), client, now);
    } else {
      moveOn(message, client, now);
    }
  }

  private void closedAlready(ConversationMessage message, Client client) {
    if (message instanceof Close) {
      visitors.await(client);
    } else {
      refuse(client, Reply.Reason.CONFLICT, "conversation " + id + " is closed");
    }
  }

  private void unknown(ConversationMessage message, Client client) {
    refuse(client, Reply.Reason.NOT_FOUND, "there is no conversation " + id);
    if (message instanceof Claim claim) {
      send(new Send.ToAgent(claim.agent(), new AgentMessage.ClaimRefused(claim.hold())));
    } else if (message instanceof Probe probe) {
      send(
          new Send.ToQueue(
              probe.skill(), new QueueMessage.Remove(id, probe.hop(), Optional.empty())));
    }
  }

  // --- it begins ---

  private void start(Inquiry inquiry, Client client, long now) {
    Optional<Inquiry> known = state.map(ConversationState::requested).or(() -> beginning);
    if (known.isPresent() && !known.get().equals(inquiry)) {
      refuse(client, Reply.Reason.CONFLICT, "conversation " + id + " began with other content");
    } else if (state.isPresent()) {
      visitors.await(client);
      if (isOutside()) {
        outbox.again();
      }
    } else if (known.isEmpty()
        && inquiry.skill().filter(skill -> !policy().skills().containsKey(skill)).isPresent()) {
      refuse(client, Reply.Reason.INVALID, "skill: there is no skill " + inquiry.skill().get());
    } else {
      visitors.awaitBeginning(client);
      beginning = Optional.of(inquiry);
      if (inquiry.consumer().isEmpty()) {
        begin(new Introduced(false, List.of()), now);
      }
    }
  }

  private void begin(Introduced consumer, long now) {
    if (state.isPresent() || beginning.isEmpty()) {
      return;
    }
    Inquiry known = beginning.get().withFirstTime(consumer.firstTime());
    Entry entry = Entry.chosen(known, policy());
    emit(
        new Started(
            beginning.get(),
            entry.skill(),
            entry.begun(known, consumer.previousAgents(), now),
            now));
    beginning = Optional.empty();
  }

  // --- it waits ---

  private boolean isOutside() {
    return isWaiting() && acknowledged.isOutside();
  }

  /** Whoever asked is told at once; the conversation goes on asking for a place. */
  private void lineFull(LineFull full) {
    if (isOutside() && full.hop() == hop()) {
      visitors
          .welcome()
          .forEach(
              visitor ->
                  refuse(
                      visitor.client(),
                      Reply.Reason.BUSY,
                      "too many wait for skill " + now().skill()));
    }
  }

  private void redirect(Redirect redirect, long now) {
    if (!redirect.atEntry()) {
      acknowledged.promised();
    }
    if (!isWaiting() || redirect.hop() != hop()) {
      outbox.again();
      return;
    }
    if (redirect.toSkill().filter(skill -> !policy().skills().containsKey(skill)).isPresent()) {
      return;
    }
    Entry.Redirected redirected =
        Entry.redirected(now().conversation(), redirect.toSkill(), redirect.atEntry(), policy());
    if (!redirected.skill().equals(now().skill())) {
      emit(
          new ConversationEvent.Moved(
              redirected.skill(),
              redirected.conversation(),
              redirect.toSkill().isPresent()
                  ? ConversationEvent.Move.FELL_BACK
                  : ConversationEvent.Move.SKILL_REMOVED,
              now().returnedBy(),
              now));
    }
  }

  private void refused(Refuse refuse, long now) {
    RefusedOffer refused = new RefusedOffer(refuse.offer(), refuse.agent());
    if (isWaiting() && refuse.hop() == hop() && !now().refused().contains(refused)) {
      emit(new Refused(refuse.offer(), refuse.agent(), refuse.refusal(), refuse.offeredAt(), now));
    }
    send(new Send.ToAgent(refuse.agent(), new AgentMessage.RefusalNoted(refuse.offer())));
  }

  private void revise(Revise revise, Client client, long now) {
    Inquiry before = now().conversation().inquiry();
    Inquiry after =
        new Inquiry(
            before.id(),
            before.consumer(),
            before.skill(),
            before.channel(),
            revise.attributes().map(Map::copyOf).orElse(before.attributes()),
            revise.urgent().orElse(before.urgent()),
            before.firstTime(),
            before.returned(),
            before.transfers(),
            revise.priorityCredit().orElse(before.priorityCredit()));
    if (!after.equals(before)) {
      emit(
          new Revised(
              after, Entry.dueAt(now().conversation(), after, now().skill(), policy()), now));
    }
    visitors.await(client);
  }

  // --- an agent has it ---

  private void claim(Claim claim, long now) {
    if (isWaiting() && claim.hop() == hop() && claim.takeover().isEmpty()) {
      emit(
          new Assigned(
              claim.agent(),
              claim.hold(),
              claim.asQueued(),
              claim.reasons(),
              claim.offeredAt(),
              now));
    } else if (hasHold(claim.hold())) {
      acknowledged.claimedAgain();
      outbox.again();
    } else if (isLeaving(claim.hold())) {
      outbox.again();
    } else if (isTakenOverBy(claim)) {
      leave(new Departure.ToHold(claim.agent(), claim.hold()), now);
    } else if (!isPromisedTo(claim.hold())) {
      send(new Send.ToAgent(claim.agent(), new AgentMessage.ClaimRefused(claim.hold())));
    }
  }

  private boolean isTakenOverBy(Claim claim) {
    return now().phase() == Phase.ASSIGNED
        && claim.takeover().equals(Optional.of(now().takeovers()))
        && takingOver.filter(claim.agent()::equals).isPresent();
  }

  private boolean isPromisedTo(String hold) {
    return now()
        .departure()
        .filter(
            leaving -> leaving.departure() instanceof Departure.ToHold to && to.hold().equals(hold))
        .isPresent();
  }

  private void confirm(Confirm confirm) {
    if (hasHold(confirm.hold())) {
      acknowledged.claimedAgain();
    } else if (!isPromisedTo(confirm.hold()) && !isLeaving(confirm.hold())) {
      send(new Send.ToAgent(confirm.agent(), new AgentMessage.Release(id, confirm.hold())));
    }
    outbox.again();
  }

  private boolean hasHold(String hold) {
    return now().phase() == Phase.ASSIGNED && holder().hold().equals(hold);
  }

  private boolean isLeaving(String hold) {
    return now().phase() == Phase.RELEASING && holder().hold().equals(hold);
  }

  private void wrote(Party from, Client client, long now) {
    if (from == Party.AGENT && now().phase() != Phase.ASSIGNED) {
      refuse(client, Reply.Reason.CONFLICT, "no agent has conversation " + id);
      return;
    }
    emit(new Wrote(from, now));
    if (now().phase() == Phase.ASSIGNED) {
      send(granted());
    }
    visitors.await(client);
  }

  private Send granted() {
    return new Send.ToAgent(
        holder().agent(), new AgentMessage.Granted(holder().hold(), now().talk()));
  }

  // --- it moves on ---

  private void moveOn(ConversationMessage message, Client client, long now) {
    if (now().phase() != Phase.ASSIGNED) {
      refuse(client, Reply.Reason.CONFLICT, "no agent has conversation " + id);
    } else if (message instanceof Return back) {
      moveOn(Optional.of(back.agent()), new Departure.BackToQueue("RETURNED"), client, now);
    } else if (message instanceof TransferToSkill transfer) {
      transferToSkill(transfer, client, now);
    } else if (message instanceof TransferToAgent transfer) {
      transferToAgent(transfer, client, now);
    } else if (message instanceof TakeOver takeOver) {
      takeOver(takeOver.agent(), client, now);
    } else {
      throw new IllegalStateException("not a message to a conversation: " + message);
    }
  }

  private void moveOn(Optional<String> by, Departure departure, Client client, long now) {
    if (by.filter(agent -> !agent.equals(holder().agent())).isPresent()) {
      refuse(client, Reply.Reason.CONFLICT, by.get() + " does not have conversation " + id);
    } else {
      leave(departure, now);
      visitors.await(client);
    }
  }

  private void transferToSkill(TransferToSkill transfer, Client client, long now) {
    String skill = transfer.toSkill();
    Optional<SkillPolicy> from = Optional.ofNullable(policy().skills().get(now().skill()));
    if (!policy().skills().containsKey(skill)) {
      refuse(client, Reply.Reason.INVALID, "toSkill: there is no skill " + skill);
    } else if (skill.equals(now().skill()) && transfer.agent().isEmpty()) {
      visitors.await(client);
    } else if (skill.equals(now().skill())) {
      moveOn(transfer.agent(), new Departure.BackToQueue("RETURNED"), client, now);
    } else if (from.flatMap(SkillPolicy::transferTo)
        .filter(to -> !to.contains(skill))
        .isPresent()) {
      refuse(
          client,
          Reply.Reason.INVALID,
          "toSkill: " + now().skill() + " may not be transferred to " + skill);
    } else {
      moveOn(transfer.agent(), new Departure.ToSkill(skill), client, now);
    }
  }

  private void transferToAgent(TransferToAgent transfer, Client client, long now) {
    SkillPolicy skill = policy().skills().get(now().skill());
    if (skill == null || !skill.agents().contains(transfer.toAgent())) {
      refuse(
          client,
          Reply.Reason.INVALID,
          "toAgent: " + transfer.toAgent() + " does not serve " + now().skill());
    } else if (transfer.agent().isEmpty() && holder().agent().equals(transfer.toAgent())) {
      visitors.await(client);
    } else {
      moveOn(transfer.agent(), new Departure.ToAgent(transfer.toAgent()), client, now);
    }
  }

  private void takeOver(String agent, Client client, long now) {
    if (!policy().agents().containsKey(agent)) {
      refuse(client, Reply.Reason.INVALID, "agent: there is no agent " + agent);
    } else if (holder().agent().equals(agent)) {
      visitors.await(client);
    } else if (takingOver.filter(other -> !other.equals(agent)).isPresent()) {
      refuse(client, Reply.Reason.CONFLICT, takingOver.get() + " is taking it over");
    } else {
      if (takingOver.isEmpty()) {
        emit(new TakeoverBegun(agent, now));
        takingOver = Optional.of(agent);
      }
      visitors.awaitTakeover(client);
    }
  }

  private void reserveRefused(ReserveRefused refusal) {
    if (refusal.takeover() == now().takeovers() && takingOver.isPresent()) {
      takingOver = Optional.empty();
      refuseTakeover(refusal.because());
    }
  }

  private void agentGone(AgentGone gone, long now) {
    if (hasHold(gone.hold()) && (gone.forGood() || now().consumerWaits())) {
      leave(new Departure.BackToQueue("AGENT_GONE"), now);
    }
  }

  private void close(Party by, Client client, long now) {
    if (isWaiting()) {
      emit(new Closed(by, now));
    } else {
      leave(new Departure.End(by), now);
    }
    visitors.await(client);
  }

  private void refuseTakeover(String because) {
    visitors.leaveTakeover().forEach(client -> refuse(client, Reply.Reason.CONFLICT, because));
  }

  private void leave(Departure departure, long now) {
    takingOver = Optional.empty();
    if (!(departure instanceof Departure.ToHold)) {
      refuseTakeover("conversation " + id + " has left its agent meanwhile");
    }
    emit(new Leaving(departure, now));
  }

  private void released(Released released, long now) {
    acknowledged.letGo(released);
    if (!isLeaving(released.hold())) {
      return;
    }
    Departure departure = now().departure().orElseThrow().departure();
    if (departure instanceof Departure.End end) {
      emit(new Closed(end.by(), now));
    } else if (departure instanceof Departure.ToHold to) {
      emit(new TakenOver(to.agent(), to.hold(), now));
    } else {
      emit(Entry.next(now(), policy(), now));
    }
  }

  // --- what it owes to others ---

  @Override
  protected void onWake(long now) {
    settle(now);
  }

  @Override
  protected void onTick(long now) {
    if (outbox.isDue(now)) {
      outbox.again();
    }
    settle(now);
  }

  @Override
  public OptionalLong nextTimer() {
    return outbox.nextTimer();
  }

  private void settle(long now) {
    outbox.flush(owed(), this::send, now);
    if (state.isPresent() && isInGoodHands()) {
      acknowledged.handedOn().forEach(this::send);
    }
    if (state.isPresent() && isSettled()) {
      visitors.welcome().forEach(visitor -> answer(visitor.client(), visitor.tell(described())));
    }
  }

  private List<Send> owed() {
    if (state.isPresent()) {
      return acknowledged.owed(now(), takingOver);
    }
    return beginning
        .flatMap(Inquiry::consumer)
        .<List<Send>>map(
            consumer -> List.of(new Send.ToConsumer(consumer, new ConsumerMessage.Introduce(id))))
        .orElse(List.of());
  }

  private boolean isSettled() {
    return takingOver.isEmpty()
        && switch (now().phase()) {
          case WAITING -> acknowledged.isQueued(now());
          case RELEASING -> false;
          case ASSIGNED, CLOSED -> true;
        };
  }

  /** Whether somebody who would wake it knows of it, durably, or nobody has to. */
  private boolean isInGoodHands() {
    return !isWaiting() || acknowledged.isQueued(now());
  }

  private ConversationState now() {
    return state.orElseThrow();
  }

  private Holder holder() {
    return now().holder().orElseThrow();
  }

  private boolean isWaiting() {
    return now().phase() == Phase.WAITING;
  }

  private Reply.Conversation described() {
    return Descriptions.of(now());
  }
}
