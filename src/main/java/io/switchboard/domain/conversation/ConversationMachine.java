package io.switchboard.domain.conversation;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
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
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.MessageHandlers;
import io.switchboard.domain.statemachine.MessageHandlers.RequestHandler;
import io.switchboard.domain.statemachine.Outbox;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.List;
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
          .message(ConsumerKnown.class, (c, known, now) -> {})
          .message(Enqueued.class, (c, enqueued, now) -> c.queueing.enqueued(enqueued))
          .message(Removed.class, (c, removed, now) -> c.queueing.removed(removed, now))
          .message(
              RefusalRecorded.class,
              (c, recorded, now) -> c.obligations.refusalRecorded(recorded.offer()))
          .message(ServedAcknowledged.class, (c, stored, now) -> c.obligations.served(stored.by()))
          .message(
              ReservationConfirmed.class,
              (c, confirmed, now) -> c.obligations.confirmed(confirmed.reservation()))
          .message(Claim.class, ConversationMachine::claim)
          .message(Released.class, ConversationMachine::released)
          .message(Refuse.class, (c, refuse, now) -> c.queueing.refused(refuse, now))
          .message(CheckReservation.class, ConversationMachine::confirm)
          .message(ReserveRefused.class, (c, refusal, now) -> c.handover.reserveRefused(refusal))
          .message(
              AgentUnavailable.class, (c, agent, now) -> c.handover.agentUnavailable(agent, now))
          .message(AutoCloseDue.class, (c, ended, now) -> c.handover.silenceEnded(ended, now))
          .message(Redirect.class, (c, redirect, now) -> c.queueing.redirect(redirect, now))
          .message(QueueFull.class, (c, full, now) -> c.queueing.refuseStart(full))
          .message(Probe.class, (c, probe, now) -> c.queueing.probed(probe))
          .request(Start.class, ConversationMachine::startAgain)
          .request(Describe.class, ConversationMachine::describe)
          .request(DescribeHistory.class, ConversationMachine::describeHistory)
          .request(Close.class, ConversationMachine::close)
          .request(Revise.class, whileOpen(ConversationMachine::revise))
          .request(NoteMessage.class, whileOpen(ConversationMachine::noteMessage))
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

  /** Whether it is closed and all its messages are acknowledged; then it sends nothing more. */
  public boolean isOver() {
    return isClosed() && owed().isEmpty();
  }

  private boolean isClosed() {
    return state.filter(ConversationState.Closed.class::isInstance).isPresent();
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
    return state.flatMap(known -> known.common().log().configurationRevision());
  }

  @Override
  public void apply(ConversationEvent event) {
    int routingEpoch = routingEpoch();
    state =
        Optional.of(
            state.isPresent()
                ? Transitions.after(current(), event)
                : Transitions.started((ConversationEvent.Started) event));
    if (routingEpoch() != routingEpoch) {
      obligations.enterNextEpoch();
    }
  }

  private int routingEpoch() {
    return state.map(ConversationState::routingEpoch).orElse(0);
  }

  // --- messages ---

  @Override
  protected void decide(ConversationMessage message, Requester client, long now) {
    isAddressed |=
        !(message instanceof Describe
            || message instanceof DescribeHistory
            || message instanceof Removed
            || message instanceof ServedAcknowledged);
    place = message instanceof Enqueued enqueued ? enqueued.place() : Optional.empty();
    if (state.isPresent()) {
      HANDLERS.handle(this, message, client, now);
    } else {
      conversationStart.receive(message, client, now);
    }
    settle(now);
  }

  private void released(Released released, long now) {
    obligations.released(released);
    if (current().isLeaving(released.reservation())) {
      handover.complete(now);
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
          if (conversation.current() instanceof ConversationState.Assigned) {
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

  private void describeHistory(DescribeHistory look, Requester client, long now) {
    answer(client, new Reply.History(current().common().log().history()));
  }

  private void startAgain(Start start, Requester client, long now) {
    if (conversationStart.refuseOther(
        start.inquiry().withFirstTime(false), current().common().requested(), client)) {
      return;
    }
    pendingReplies.await(client);
    if (queueing.isOutside()) {
      outbox.again();
    }
  }

  private void revise(Revise revise, Requester client, long now) {
    Inquiry before = current().conversation().inquiry();
    Inquiry after = before.revised(revise.urgent(), revise.attributes(), revise.priorityCredit());
    if (!after.equals(before)) {
      emit(
          new ConversationEvent.Revised(
              after,
              RequeuePolicy.due(current().conversation(), after, current().skill(), policy()),
              now));
    }
    pendingReplies.await(client);
  }

  // --- assignment ---

  private void claim(Claim claim, long now) {
    if (current() instanceof ConversationState.Waiting
        && claim.routingEpoch() == routingEpoch()
        && claim.takeover().isEmpty()) {
      emit(
          new ConversationEvent.Assigned(
              claim.agent(),
              claim.reservation(),
              !current().conversation().assignedBefore(),
              current().conversation().enteredAt(),
              claim.eligibility().orElseThrow(),
              claim.reasons(),
              claim.offeredAt(),
              now));
    } else if (current().isAssignedBy(claim.reservation())) {
      obligations.claimedAgain();
      outbox.again();
    } else if (current().isLeaving(claim.reservation())) {
      outbox.again();
    } else if (handover.isTakeover(claim)) {
      handover.takenOver(claim, now);
    } else if (!current().isMovingTo(claim.reservation())) {
      send(new Envelope.ToAgent(claim.agent(), new AgentMessage.ClaimRefused(claim.reservation())));
    }
  }

  private void confirm(CheckReservation confirm, long now) {
    if (current().isAssignedBy(confirm.reservation())) {
      obligations.claimedAgain();
    } else if (!current().isMovingTo(confirm.reservation())
        && !current().isLeaving(confirm.reservation())) {
      send(
          new Envelope.ToAgent(
              confirm.agent(), new AgentMessage.Release(id, confirm.reservation())));
    }
    outbox.again();
  }

  private void noteMessage(NoteMessage note, Requester client, long now) {
    boolean isAssigned = current() instanceof ConversationState.Assigned;
    if (note.from() == Party.AGENT && !isAssigned) {
      conflict(client, "Conversation " + id + " has no agent.");
      return;
    }
    emit(new ConversationEvent.MessageNoted(note.from(), now));
    if (current() instanceof ConversationState.Assigned assigned) {
      send(ConversationObligations.claimGranted(assigned));
    }
    pendingReplies.await(client);
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
  protected OptionalLong nextRepetition() {
    return outbox.nextTimer();
  }

  private void settle(long now) {
    outbox.flush(owed(), this::send, now);
    if (state.isEmpty() || !obligations.isStoredElsewhere(current())) {
      return;
    }
    obligations.takeHandoverCompletions().forEach(this::send);
    if (handover.takingOver().isEmpty() && !(current() instanceof ConversationState.Releasing)) {
      pendingReplies
          .takeAll()
          .forEach(pending -> answer(pending.client(), pending.reply(described())));
    }
  }

  private List<Envelope> owed() {
    if (state.isPresent()) {
      return obligations.owed(current(), handover.takingOver(), isClosed() && !isAddressed);
    }
    return conversationStart.owed();
  }

  private ConversationState current() {
    return state.orElseThrow();
  }

  private Reply.Conversation described() {
    return ConversationSummary.of(current(), place);
  }
}
