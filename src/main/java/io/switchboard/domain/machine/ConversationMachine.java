package io.switchboard.domain.machine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.machine.ConversationEvent.Assigned;
import io.switchboard.domain.machine.ConversationEvent.Explained;
import io.switchboard.domain.machine.ConversationEvent.Revised;
import io.switchboard.domain.machine.ConversationEvent.Started;
import io.switchboard.domain.machine.ConversationEvent.Wrote;
import io.switchboard.domain.machine.ConversationState.Holder;
import io.switchboard.domain.machine.ConversationState.Phase;
import io.switchboard.domain.machine.MessageHandlers.RequestHandler;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Client;
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
  private static final MessageHandlers<ConversationMachine, ConversationMessage> HANDLERS =
      MessageHandlers.<ConversationMachine, ConversationMessage>of(ConversationMessage.class)
          .message(Introduced.class, ConversationMachine::introduced)
          .message(Enqueued.class, ConversationMachine::enqueued)
          .message(Removed.class, ConversationMachine::removed)
          .message(
              RefusalEntered.class, (c, entered, now) -> c.acknowledged.refusal(entered.offer()))
          .message(
              ServedNoted.class,
              (c, noted, now) -> c.acknowledged.served(noted.agent(), noted.at()))
          .message(Activated.class, (c, active, now) -> c.acknowledged.activated(active.hold()))
          .message(Claim.class, ConversationMachine::claim)
          .message(Released.class, ConversationMachine::released)
          .message(Refuse.class, (c, refuse, now) -> c.waiting.refused(refuse, now))
          .message(Confirm.class, ConversationMachine::confirm)
          .message(ReserveRefused.class, (c, refusal, now) -> c.movingOn.reserveRefused(refusal))
          .message(AgentGone.class, (c, gone, now) -> c.movingOn.agentGone(gone, now))
          .message(SilenceEnded.class, (c, ended, now) -> c.movingOn.silenceEnded(ended, now))
          .message(Redirect.class, (c, redirect, now) -> c.waiting.redirect(redirect, now))
          .message(LineFull.class, (c, full, now) -> c.waiting.lineFull(full))
          .message(Probe.class, (c, probe, now) -> c.waiting.probed(probe))
          .request(Start.class, ConversationMachine::start)
          .request(Describe.class, ConversationMachine::describe)
          .request(Recount.class, ConversationMachine::recount)
          .request(Close.class, ConversationMachine::close)
          .request(Revise.class, whileOpen(ConversationMachine::revise))
          .request(Write.class, whileOpen(ConversationMachine::wrote))
          .request(Return.class, whileAssigned(MovingOn::giveBack))
          .request(TransferToSkill.class, whileAssigned(MovingOn::transferToSkill))
          .request(TransferToAgent.class, whileAssigned(MovingOn::transferToAgent))
          .request(TakeOver.class, whileAssigned(MovingOn::takeOver))
          .complete();

  private final String id;
  private Optional<ConversationState> state = Optional.empty();

  private final Outbox outbox = new Outbox();
  private final Acknowledged acknowledged = new Acknowledged();
  private final Visitors visitors = new Visitors();
  private final Beginning beginning;
  private final Waiting waiting;
  private final MovingOn movingOn;

  /** Where its queue says, at this moment, that it waits. */
  private Optional<Reply.Entry> place = Optional.empty();

  /**
   * Whether it was told more than to say how it is. One that is closed and was woken by a look
   * alone only reminds others of its end: it has forgotten who knows of it.
   */
  private boolean isAddressed;

  /** A conversation that has not begun. */
  public ConversationMachine(String id, AccountPolicy policy) {
    super(policy);
    this.id = id;
    this.beginning = new Beginning(this, id, visitors);
    this.waiting = new Waiting(this, id, this::now, acknowledged, outbox, visitors);
    this.movingOn = new MovingOn(this, id, this::now, visitors);
  }

  /** All that must not be forgotten; empty when it has not begun. */
  public Optional<ConversationState> state() {
    return state;
  }

  /** Whether it has ended, and everybody knows who must: nothing will happen to it by itself. */
  public boolean isOver() {
    return isClosed() && owed().isEmpty();
  }

  private boolean isClosed() {
    return state.filter(now -> now.phase() == Phase.CLOSED).isPresent();
  }

  /** Goes on from what was remembered. */
  public void restore(ConversationState remembered) {
    state = Optional.of(remembered);
  }

  @Override
  public Optional<Long> asOf() {
    return state.flatMap(ConversationState::asOf);
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
    isAddressed |= !(isLook(message) || isAcknowledgement(message));
    place = message instanceof Enqueued enqueued ? enqueued.place() : Optional.empty();
    if (state.isPresent() || begins(message)) {
      HANDLERS.handle(this, message, client, now);
    } else {
      unknown(message, client);
    }
    settle(now);
  }

  private static boolean begins(ConversationMessage message) {
    return message instanceof Start || message instanceof Introduced;
  }

  private static boolean isLook(ConversationMessage message) {
    return message instanceof Describe || message instanceof Recount;
  }

  private static boolean isAcknowledgement(ConversationMessage message) {
    return message instanceof Removed || message instanceof ServedNoted;
  }

  private void introduced(Introduced introduced, long now) {
    if (state.isEmpty()) {
      beginning.begin(introduced, now);
    }
  }

  private void enqueued(Enqueued enqueued, long now) {
    if (enqueued.hop() == hop()) {
      acknowledged.queued(enqueued.revision());
    }
  }

  private void removed(Removed removed, long now) {
    acknowledged.removed(removed.skill(), removed.hop());
    explain(removed, now);
  }

  /** Keeps why it waited until it ended, which its queue has forgotten by now. */
  private void explain(Removed removed, long now) {
    if (now().phase() == Phase.CLOSED
        && removed.hop() == hop()
        && removed.reasons().isPresent()
        && now().explained().isEmpty()) {
      emit(new Explained(removed.reasons().get(), now));
    }
  }

  private void released(Released released, long now) {
    acknowledged.letGo(released);
    if (now().isLeaving(released.hold())) {
      movingOn.arrive(now);
    }
  }

  // --- what clients ask ---

  private static <R extends ConversationMessage> RequestHandler<ConversationMachine, R> whileOpen(
      RequestHandler<ConversationMachine, R> handler) {
    return (conversation, request, client, now) -> {
      if (conversation.isClosed()) {
        conversation.conflict(client, "conversation " + conversation.id + " is closed");
      } else {
        handler.handle(conversation, request, client, now);
      }
    };
  }

  private static <R extends ConversationMessage>
      RequestHandler<ConversationMachine, R> whileAssigned(RequestHandler<MovingOn, R> handler) {
    return whileOpen(
        (conversation, request, client, now) -> {
          if (conversation.now().isAssigned()) {
            handler.handle(conversation.movingOn, request, client, now);
          } else {
            conversation.conflict(client, "no agent has conversation " + conversation.id);
          }
        });
  }

  private void conflict(Client client, String detail) {
    refuse(client, Reply.Reason.CONFLICT, detail);
  }

  private void close(Close close, Client client, long now) {
    if (isClosed()) {
      visitors.await(client);
    } else {
      movingOn.close(close.by(), client, now);
    }
  }

  private void describe(Describe look, Client client, long now) {
    answer(client, described());
  }

  private void recount(Recount look, Client client, long now) {
    answer(client, new Reply.History(now().history()));
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

  private void start(Start start, Client client, long now) {
    Inquiry inquiry = start.inquiry();
    if (beginning.refuseOther(inquiry, state, client)) {
      return;
    }
    if (state.isEmpty()) {
      beginning.start(inquiry, client, now);
    } else {
      visitors.await(client);
      if (waiting.isOutside()) {
        outbox.again();
      }
    }
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
          new Revised(after, Entry.due(now().conversation(), after, now().skill(), policy()), now));
    }
    visitors.await(client);
  }

  // --- an agent has it ---

  private void claim(Claim claim, long now) {
    if (now().isWaiting() && claim.hop() == hop() && claim.takeover().isEmpty()) {
      emit(
          new Assigned(
              claim.agent(),
              claim.hold(),
              claim.asQueued(),
              claim.reasons(),
              claim.offeredAt(),
              now));
    } else if (now().hasHold(claim.hold())) {
      acknowledged.claimedAgain();
      outbox.again();
    } else if (now().isLeaving(claim.hold())) {
      outbox.again();
    } else if (movingOn.isTakeover(claim)) {
      movingOn.takenOver(claim, now);
    } else if (!now().isPromisedTo(claim.hold())) {
      send(new Send.ToAgent(claim.agent(), new AgentMessage.ClaimRefused(claim.hold())));
    }
  }

  private void confirm(Confirm confirm, long now) {
    if (now().hasHold(confirm.hold())) {
      acknowledged.claimedAgain();
    } else if (!now().isPromisedTo(confirm.hold()) && !now().isLeaving(confirm.hold())) {
      send(new Send.ToAgent(confirm.agent(), new AgentMessage.Release(id, confirm.hold())));
    }
    outbox.again();
  }

  private void wrote(Write write, Client client, long now) {
    if (write.from() == Party.AGENT && !now().isAssigned()) {
      conflict(client, "no agent has conversation " + id);
      return;
    }
    emit(new Wrote(write.from(), now));
    if (now().isAssigned()) {
      send(granted());
    }
    visitors.await(client);
  }

  private Send granted() {
    return new Send.ToAgent(
        holder().agent(), new AgentMessage.Granted(holder().hold(), now().talk()));
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
  public OptionalLong nextDue() {
    return OptionalLong.empty();
  }

  @Override
  protected OptionalLong nextRepetition() {
    return outbox.nextTimer();
  }

  private void settle(long now) {
    outbox.flush(owed(), this::send, now);
    if (state.isPresent() && acknowledged.isInGoodHands(now())) {
      acknowledged.handedOn().forEach(this::send);
    }
    if (state.isPresent() && isSettled()) {
      visitors.welcome().forEach(visitor -> answer(visitor.client(), visitor.tell(described())));
    }
  }

  private List<Send> owed() {
    if (state.isPresent()) {
      return acknowledged.owed(now(), movingOn.takingOver(), isClosed() && !isAddressed);
    }
    return beginning.owed();
  }

  private boolean isSettled() {
    return movingOn.takingOver().isEmpty()
        && switch (now().phase()) {
          case WAITING -> acknowledged.isQueued(now());
          case RELEASING -> false;
          case ASSIGNED, CLOSED -> true;
        };
  }

  private ConversationState now() {
    return state.orElseThrow();
  }

  private Holder holder() {
    return now().holder().orElseThrow();
  }

  private Reply.Conversation described() {
    return Descriptions.of(now(), place);
  }
}
