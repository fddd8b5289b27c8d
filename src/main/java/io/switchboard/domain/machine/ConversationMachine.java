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
import io.switchboard.domain.protocol.ConversationMessage.Revise;
import io.switchboard.domain.protocol.ConversationMessage.ServedNoted;
import io.switchboard.domain.protocol.ConversationMessage.SilenceEnded;
import io.switchboard.domain.protocol.ConversationMessage.Start;
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
    if (message instanceof Start start) {
      start(start.inquiry(), client, now);
    } else if (message instanceof Introduced introduced) {
      if (state.isEmpty()) {
        beginning.begin(introduced, now);
      }
    } else if (state.isEmpty()) {
      unknown(message, client);
    } else if (!acknowledge(message, now)
        && !isFromAgent(message, now)
        && !isFromQueue(message, now)) {
      asked(message, client, now);
    }
    settle(now);
  }

  private static boolean isLook(ConversationMessage message) {
    return message instanceof Describe || message instanceof Recount;
  }

  private static boolean isAcknowledgement(ConversationMessage message) {
    return message instanceof Removed || message instanceof ServedNoted;
  }

  private boolean acknowledge(ConversationMessage message, long now) {
    if (message instanceof Enqueued enqueued && enqueued.hop() == hop()) {
      acknowledged.queued(enqueued.revision());
    } else if (message instanceof Removed removed) {
      acknowledged.removed(removed.skill(), removed.hop());
      explain(removed, now);
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

  /** Keeps why it waited until it ended, which its queue has forgotten by now. */
  private void explain(Removed removed, long now) {
    if (now().phase() == Phase.CLOSED
        && removed.hop() == hop()
        && removed.reasons().isPresent()
        && now().explained().isEmpty()) {
      emit(new Explained(removed.reasons().get(), now));
    }
  }

  private boolean isFromAgent(ConversationMessage message, long now) {
    if (message instanceof Claim claim) {
      claim(claim, now);
    } else if (message instanceof Released released) {
      acknowledged.letGo(released);
      if (now().isLeaving(released.hold())) {
        movingOn.arrive(now);
      }
    } else if (message instanceof Refuse refuse) {
      waiting.refused(refuse, now);
    } else if (message instanceof Confirm confirm) {
      confirm(confirm);
    } else if (message instanceof ReserveRefused refusal) {
      movingOn.reserveRefused(refusal);
    } else if (message instanceof AgentGone gone) {
      movingOn.agentGone(gone, now);
    } else if (message instanceof SilenceEnded ended) {
      movingOn.silenceEnded(ended, now);
    } else {
      return false;
    }
    return true;
  }

  private boolean isFromQueue(ConversationMessage message, long now) {
    if (message instanceof Redirect redirect) {
      waiting.redirect(redirect, now);
    } else if (message instanceof LineFull full) {
      waiting.lineFull(full);
    } else if (message instanceof Probe probe) {
      waiting.probed(probe);
    } else {
      return false;
    }
    return true;
  }

  private void asked(ConversationMessage message, Client client, long now) {
    if (message instanceof Describe) {
      answer(client, described());
    } else if (message instanceof Recount) {
      answer(client, new Reply.History(now().history()));
    } else if (now().phase() == Phase.CLOSED) {
      closedAlready(message, client);
    } else if (message instanceof Close close) {
      movingOn.close(close.by(), client, now);
    } else if (message instanceof Revise revise) {
      revise(revise, client, now);
    } else if (message instanceof Write write) {
      wrote(write.from(), client, now);
    } else {
      movingOn.moveOn(message, client, now);
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

  private void start(Inquiry inquiry, Client client, long now) {
    if (beginning.isOther(inquiry, state, client)) {
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

  private void confirm(Confirm confirm) {
    if (now().hasHold(confirm.hold())) {
      acknowledged.claimedAgain();
    } else if (!now().isPromisedTo(confirm.hold()) && !now().isLeaving(confirm.hold())) {
      send(new Send.ToAgent(confirm.agent(), new AgentMessage.Release(id, confirm.hold())));
    }
    outbox.again();
  }

  private void wrote(Party from, Client client, long now) {
    if (from == Party.AGENT && !now().isAssigned()) {
      refuse(client, Reply.Reason.CONFLICT, "no agent has conversation " + id);
      return;
    }
    emit(new Wrote(from, now));
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
  public OptionalLong nextTimer() {
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
