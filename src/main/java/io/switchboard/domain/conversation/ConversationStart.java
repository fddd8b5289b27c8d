package io.switchboard.domain.conversation;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.MachinePart;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.List;
import java.util.Optional;

/**
 * Start of a conversation. It requests the consumer's history first and chooses the skill when the
 * history has arrived. A conversation without a consumer id starts at once.
 */
final class ConversationStart extends MachinePart<ConversationEvent> {
  private final String id;
  private final PendingReplies pendingReplies;
  private Optional<Inquiry> requested = Optional.empty();

  ConversationStart(
      StateMachine<?, ConversationEvent> whole, String id, PendingReplies pendingReplies) {
    super(whole);
    this.id = id;
    this.pendingReplies = pendingReplies;
  }

  void receive(ConversationMessage message, Requester client, long now) {
    if (message instanceof ConversationMessage.Start start) {
      request(start.inquiry(), client, now);
    } else if (message instanceof ConversationMessage.ConsumerKnown consumer) {
      begin(consumer, now);
    } else {
      refuseUnknown(message, client);
    }
  }

  /**
   * Answers each message that its sender repeats, so that the sender stops. A conversation that
   * does not exist may have existed until it was removed.
   */
  private void refuseUnknown(ConversationMessage message, Requester client) {
    refuse(client, Reply.Reason.NOT_FOUND, "Conversation " + id + " does not exist.");
    if (message instanceof ConversationMessage.Claim claim) {
      send(new Envelope.ToAgent(claim.agent(), new AgentMessage.ClaimRefused(claim.reservation())));
    } else if (message instanceof ConversationMessage.Probe probe) {
      send(
          new Envelope.ToQueue(
              probe.skill(), new QueueMessage.Remove(id, probe.routingEpoch(), Optional.empty())));
    } else if (message instanceof ConversationMessage.CheckReservation check) {
      send(new Envelope.ToAgent(check.agent(), new AgentMessage.Release(id, check.reservation())));
    } else if (message instanceof ConversationMessage.Released released) {
      send(
          new Envelope.ToAgent(
              released.agent(), new AgentMessage.HandoverCompleted(released.reservation())));
    } else if (message instanceof ConversationMessage.Refuse refuse) {
      send(
          new Envelope.ToAgent(
              refuse.agent(), new AgentMessage.RefusalAcknowledged(refuse.offer())));
    }
  }

  /** Refuses a start with other content than the first start; returns whether it refused. */
  boolean refuseOther(Inquiry inquiry, Inquiry first, Requester client) {
    if (inquiry.equals(first)) {
      return false;
    }
    refuse(
        client, Reply.Reason.CONFLICT, "Conversation " + id + " was started with other content.");
    return true;
  }

  private void request(Inquiry inquiry, Requester client, long now) {
    if (refuseOther(inquiry, requested.orElse(inquiry), client)) {
      return;
    }
    if (requested.isEmpty()
        && inquiry.skill().filter(skill -> !policy().skills().containsKey(skill)).isPresent()) {
      refuseField(client, "skill", "skill " + inquiry.skill().get() + " does not exist");
      return;
    }
    pendingReplies.awaitStart(client);
    requested = Optional.of(inquiry);
    if (inquiry.consumer().isEmpty()) {
      begin(new ConversationMessage.ConsumerKnown(false, List.of()), now);
    }
  }

  /** Starts the conversation if at least one of the clients that requested it still waits. */
  private void begin(ConversationMessage.ConsumerKnown consumer, long now) {
    forgetIfTooLate();
    if (requested.isEmpty()) {
      return;
    }
    onBehalfOf(pendingReplies.all());
    Inquiry known = requested.get().withFirstTime(consumer.firstTime());
    RequeuePolicy.Placement entry =
        RequeuePolicy.started(known, consumer.previousAgents(), policy(), now);
    emit(new ConversationEvent.Started(entry.skill(), entry.conversation(), now, revision()));
    requested = Optional.empty();
  }

  /** Drops the request when no client waits: a call answered 503 has no later effect. */
  private void forgetIfTooLate() {
    if (requested.isPresent() && pendingReplies.all().stream().noneMatch(Requester::isWaiting)) {
      requested = Optional.empty();
      pendingReplies.dismiss();
    }
  }

  List<Envelope> owed() {
    forgetIfTooLate();
    return requested.flatMap(Inquiry::consumer).stream()
        .<Envelope>map(
            consumer -> new Envelope.ToConsumer(consumer, new ConsumerMessage.RequestHistory(id)))
        .toList();
  }
}
