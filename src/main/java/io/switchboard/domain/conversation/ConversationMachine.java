package io.switchboard.domain.conversation;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.ConversationEvent.Assigned;
import io.switchboard.domain.conversation.ConversationEvent.Explained;
import io.switchboard.domain.conversation.ConversationEvent.MessageNoted;
import io.switchboard.domain.conversation.ConversationEvent.Revised;
import io.switchboard.domain.conversation.ConversationEvent.Started;
import io.switchboard.domain.conversation.ConversationState.Holder;
import io.switchboard.domain.conversation.ConversationState.Phase;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.AgentUnavailable;
import io.switchboard.domain.protocol.ConversationMessage.AutoCloseDue;
import io.switchboard.domain.protocol.ConversationMessage.CheckReservation;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.ConsumerKnown;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.DescribeHistory;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.NoteMessage;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.QueueFull;
import io.switchboard.domain.protocol.ConversationMessage.Redirect;
import io.switchboard.domain.protocol.ConversationMessage.RefusalRecorded;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.ConversationMessage.Released;
import io.switchboard.domain.protocol.ConversationMessage.Removed;
import io.switchboard.domain.protocol.ConversationMessage.ReservationConfirmed;
import io.switchboard.domain.protocol.ConversationMessage.ReserveRefused;
import io.switchboard.domain.protocol.ConversationMessage.Return;
import io.switchboard.domain.protocol.ConversationMessage.Revise;
import io.switchboard.domain.protocol.ConversationMessage.ServedAcknowledged;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.ConversationMessage.TakeOver;
import io.switchboard.domain.protocol.ConversationMessage.TransferToAgent;
import io.switchboard.domain.protocol.ConversationMessage.TransferToSkill;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.MessageHandlers;
import io.switchboard.domain.statemachine.MessageHandlers.RequestHandler;
import io.switchboard.domain.statemachine.Outbox;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * State machine of one conversation. It decides to which agent the conversation is assigned: it
 * grants the first valid claim and refuses every other claim, whatever a queue or an agent has in
 * memory. The conversation leaves an agent only after the agent has stored the release. It repeats
 * its messages to the next queue or agent until they are acknowledged.
 */
public final class ConversationMachine
    extends StateMachine<ConversationMessage, ConversationEvent> {
  private static final MessageHandlers<ConversationMachine, ConversationMessage> HANDLERS =
      MessageHandlers.<ConversationMachine, ConversationMessage>of(ConversationMessage.class)
          .message(ConsumerKnown.class, ConversationMachine::introduced)
          .message(Enqueued.class, ConversationMachine::enqueued)
          .message(Removed.class, ConversationMachine::removed)
          .message(
              RefusalRecorded.class, (c, entered, now) -> c.obligations.refusal(entered.offer()))
          .message(
              ServedAcknowledged.class,
              (c, noted, now) -> c.obligations.served(noted.agent(), noted.at()))
          .message(
              ReservationConfirmed.class,
              (c, active, now) -> c.obligations.activated(active.reservation()))
          .message(Claim.class, ConversationMachine::claim)
          .message(Released.class, ConversationMachine::released)
          .message(Refuse.class, (c, refuse, now) -> c.queueing.refused(refuse, now))
          .message(CheckReservation.class, ConversationMachine::confirm)
          .message(ReserveRefused.class, (c, refusal, now) -> c.handover.reserveRefused(refusal))
          .message(AgentUnavailable.class, (c, gone, now) -> c.handover.agentGone(gone, now))
          .message(AutoCloseDue.class, (c, ended, now) -> c.handover.silenceEnded(ended, now))
          .message(Redirect.class, (c, redirect, now) -> c.queueing.redirect(redirect, now))
          .message(QueueFull.class, (c, full, now) -> c.queueing.lineFull(full))
          .message(Probe.class, (c, probe, now) -> c.queueing.probed(probe))
          .request(Start.class, ConversationMachine::start)
          .request(Describe.class, ConversationMachine::describe)
          .request(DescribeHistory.class, ConversationMachine::recount)
          .request(Close.class, ConversationMachine::close)
          .request(Revise.class, whileOpen(ConversationMachine::revise))
          .request(NoteMessage.class, whileOpen(ConversationMachine::wrote))
          .request(Return.class, whileAssigned(Handover::giveBack))
          .request(TransferToSkill.class, whileAssigned(Handover::transferToSkill))
          .request(TransferToAgent.class, whileAssigned(Handover::transferToAgent))
          .request(TakeOver.class, whileAssigned(Handover::takeOver))
          .complete();

  private final String id;
  private Optional<ConversationState> state = Optional.empty();

  private final Outbox outbox = new Outbox();
  private final ConversationObligations obligations = new ConversationObligations();
  private final PendingReplies pendingReplies = new PendingReplies();
  private final ConversationStart conversationStart;
  private final Queueing queueing;
  private final Handover handover;

  /** The place in the queue that the present message reports; empty for other messages. */
  private Optional<Reply.QueuePlace> place = Optional.empty();

  /**
   * Whether it received a message that is neither a read nor an acknowledgement. A closed
   * conversation that a read alone has loaded sends its removals as reminders: acknowledgements are
   * not persisted, so the queues may have removed it long ago.
   */
  private boolean isAddressed;

  /** A conversation that has not started. */
  public ConversationMachine(String id, AccountPolicy policy) {
    super(policy);
    this.id = id;
    this.conversationStart = new ConversationStart(this, id, pendingReplies);
    this.queueing = new Queueing(this, id, this::current, obligations, outbox, pendingReplies);
    this.handover = new Handover(this, id, this::current, pendingReplies);
  }

  /** The state to persist; empty before the start. */
  public Optional<ConversationState> state() {
    return state;
  }

  /**
   * Whether the conversation is closed and all its messages are acknowledged. It then sends nothing
   * more by itself.
   */
  public boolean isOver() {
    return isClosed() && owed().isEmpty();
  }

  private boolean isClosed() {
    return state.filter(now -> now.phase() == Phase.CLOSED).isPresent();
  }

  @Override
  public ConversationState snapshot() {
    return state.orElseThrow();
  }

  @Override
  public void restore(Object snapshot) {
    state = Optional.of((ConversationState) snapshot);
  }

  @Override
  public Optional<Long> configurationRevision() {
    return state.flatMap(ConversationState::configurationRevision);
  }

  @Override
  public void apply(ConversationEvent event) {
    int routingEpoch = routingEpoch();
    state =
        Optional.of(
            event instanceof Started started
                ? ConversationState.begun(started)
                : state.orElseThrow().after(event));
    if (routingEpoch() != routingEpoch) {
      obligations.nextHop();
    }
  }

  private int routingEpoch() {
    return state.map(ConversationState::routingEpoch).orElse(0);
  }

  // --- messages ---

  @Override
  protected void decide(ConversationMessage message, Requester client, long now) {
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
    return message instanceof Start || message instanceof ConsumerKnown;
  }

  private static boolean isLook(ConversationMessage message) {
    return message instanceof Describe || message instanceof DescribeHistory;
  }

  private static boolean isAcknowledgement(ConversationMessage message) {
    return message instanceof Removed || message instanceof ServedAcknowledged;
  }

  private void introduced(ConsumerKnown introduced, long now) {
    if (state.isEmpty()) {
      conversationStart.begin(introduced, now);
    }
  }

  private void enqueued(Enqueued enqueued, long now) {
    if (enqueued.routingEpoch() == routingEpoch()) {
      obligations.queued(enqueued.revision());
    }
  }

  private void removed(Removed removed, long now) {
    obligations.removed(removed.skill(), removed.routingEpoch());
    explain(removed, now);
  }

  /** Stores an explanation that no event has. The queue keeps no copy. */
  private void explain(Removed removed, long now) {
    if (removed.reasons().isPresent() && current().lacksExplanation(removed.routingEpoch())) {
      emit(new Explained(removed.reasons().get(), now));
    }
  }

  private void released(Released released, long now) {
    obligations.letGo(released);
    if (current().isLeaving(released.reservation())) {
      handover.arrive(now);
    }
  }

  // --- requests of clients ---

  private static <R extends ConversationMessage> RequestHandler<ConversationMachine, R> whileOpen(
      RequestHandler<ConversationMachine, R> handler) {
    return (conversation, request, client, now) -> {
      if (conversation.isClosed()) {
        conversation.conflict(client, "Conversation " + conversation.id + " is closed.");
      } else {
        handler.handle(conversation, request, client, now);
      }
    };
  }

  private static <R extends ConversationMessage>
      RequestHandler<ConversationMachine, R> whileAssigned(RequestHandler<Handover, R> handler) {
    return whileOpen(
        (conversation, request, client, now) -> {
          if (conversation.current().isAssigned()) {
            handler.handle(conversation.handover, request, client, now);
          } else {
            conversation.conflict(client, "Conversation " + conversation.id + " has no agent.");
          }
        });
  }

  private void conflict(Requester client, String detail) {
    refuse(client, Reply.Reason.CONFLICT, detail);
  }

  private void close(Close close, Requester client, long now) {
    if (isClosed()) {
      pendingReplies.await(client);
    } else {
      handover.close(close.by(), client, now);
    }
  }

  private void describe(Describe look, Requester client, long now) {
    answer(client, described());
  }

  private void recount(DescribeHistory look, Requester client, long now) {
    answer(client, new Reply.History(current().history()));
  }

  private void unknown(ConversationMessage message, Requester client) {
    refuse(client, Reply.Reason.NOT_FOUND, "Conversation " + id + " does not exist.");
    if (message instanceof Claim claim) {
      send(new Envelope.ToAgent(claim.agent(), new AgentMessage.ClaimRefused(claim.reservation())));
    } else if (message instanceof Probe probe) {
      send(
          new Envelope.ToQueue(
              probe.skill(), new QueueMessage.Remove(id, probe.routingEpoch(), Optional.empty())));
    }
  }

  private void start(Start start, Requester client, long now) {
    Inquiry inquiry = start.inquiry().withFirstTime(false);
    if (conversationStart.refuseOther(inquiry, state, client)) {
      return;
    }
    if (state.isEmpty()) {
      conversationStart.start(inquiry, client, now);
    } else {
      pendingReplies.await(client);
      if (queueing.isOutside()) {
        outbox.again();
      }
    }
  }

  private void revise(Revise revise, Requester client, long now) {
    Inquiry before = current().conversation().inquiry();
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
              after,
              RequeuePolicy.due(current().conversation(), after, current().skill(), policy()),
              now));
    }
    pendingReplies.await(client);
  }

  // --- assignment ---

  private void claim(Claim claim, long now) {
    if (current().isWaiting()
        && claim.routingEpoch() == routingEpoch()
        && claim.takeover().isEmpty()) {
      emit(
          new Assigned(
              claim.agent(),
              claim.reservation(),
              !current().conversation().assignedBefore(),
              current().conversation().enteredAt(),
              claim.eligibility().orElseThrow(),
              claim.reasons(),
              claim.offeredAt(),
              now));
    } else if (current().hasReservation(claim.reservation())) {
      obligations.claimedAgain();
      outbox.again();
    } else if (current().isLeaving(claim.reservation())) {
      outbox.again();
    } else if (handover.isTakeover(claim)) {
      handover.takenOver(claim, now);
    } else if (!current().isPromisedTo(claim.reservation())) {
      send(new Envelope.ToAgent(claim.agent(), new AgentMessage.ClaimRefused(claim.reservation())));
    }
  }

  private void confirm(CheckReservation confirm, long now) {
    if (current().hasReservation(confirm.reservation())) {
      obligations.claimedAgain();
    } else if (!current().isPromisedTo(confirm.reservation())
        && !current().isLeaving(confirm.reservation())) {
      send(
          new Envelope.ToAgent(
              confirm.agent(), new AgentMessage.Release(id, confirm.reservation())));
    }
    outbox.again();
  }

  private void wrote(NoteMessage write, Requester client, long now) {
    if (write.from() == Party.AGENT && !current().isAssigned()) {
      conflict(client, "Conversation " + id + " has no agent.");
      return;
    }
    emit(new MessageNoted(write.from(), now));
    if (current().isAssigned()) {
      send(granted());
    }
    pendingReplies.await(client);
  }

  private Envelope granted() {
    return new Envelope.ToAgent(
        holder().agent(),
        new AgentMessage.ClaimGranted(holder().reservation(), current().messageTimes()));
  }

  // --- obligations and answers ---

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
    if (state.isPresent() && obligations.isInGoodHands(current())) {
      obligations.handedOn().forEach(this::send);
    }
    if (state.isPresent() && isSettled()) {
      pendingReplies
          .welcome()
          .forEach(visitor -> answer(visitor.client(), visitor.tell(described())));
    }
  }

  private List<Envelope> owed() {
    if (state.isPresent()) {
      return obligations.owed(current(), handover.takingOver(), isClosed() && !isAddressed);
    }
    return conversationStart.owed();
  }

  private boolean isSettled() {
    return handover.takingOver().isEmpty()
        && switch (current().phase()) {
          case WAITING -> obligations.isQueued(current());
          case RELEASING -> false;
          case ASSIGNED, CLOSED -> true;
        };
  }

  private ConversationState current() {
    return state.orElseThrow();
  }

  private Holder holder() {
    return current().holder().orElseThrow();
  }

  private Reply.Conversation described() {
    return ConversationSummary.of(current(), place);
  }
}
