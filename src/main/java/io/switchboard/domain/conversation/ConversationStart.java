package io.switchboard.domain.conversation;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.ConversationEvent.Started;
import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.domain.protocol.ConversationMessage.ConsumerKnown;
import io.switchboard.domain.protocol.Envelope;
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

  /** Refuses a start with other content than the first start; returns whether it refused. */
  boolean refuseOther(Inquiry inquiry, Optional<ConversationState> begun, Requester client) {
    Optional<Inquiry> known = begun.map(ConversationState::requested).or(() -> requested);
    boolean other = known.isPresent() && !known.get().equals(inquiry);
    if (other) {
      refuse(
          client, Reply.Reason.CONFLICT, "Conversation " + id + " was started with other content.");
    }
    return other;
  }

  void start(Inquiry inquiry, Requester client, long now) {
    if (requested.isEmpty()
        && inquiry.skill().filter(skill -> !policy().skills().containsKey(skill)).isPresent()) {
      refuseField(client, "skill", "skill " + inquiry.skill().get() + " does not exist");
      return;
    }
    pendingReplies.awaitBeginning(client);
    requested = Optional.of(inquiry);
    if (inquiry.consumer().isEmpty()) {
      begin(new ConsumerKnown(false, List.of()), now);
    }
  }

  /** Starts the conversation if at least one of the clients that requested it still waits. */
  void begin(ConsumerKnown consumer, long now) {
    forgetIfTooLate();
    if (requested.isEmpty()) {
      return;
    }
    onBehalfOf(pendingReplies.all());
    Inquiry known = requested.get().withFirstTime(consumer.firstTime());
    RequeuePolicy entry = RequeuePolicy.chosen(known, policy());
    emit(
        new Started(
            entry.skill(), entry.begun(known, consumer.previousAgents(), now), now, revision()));
    requested = Optional.empty();
  }

  /**
   * Drops the request when no client waits any more: a call that was answered 503 must have no
   * effect after that answer.
   */
  private void forgetIfTooLate() {
    if (requested.isPresent() && pendingReplies.all().stream().noneMatch(Requester::isWaiting)) {
      requested = Optional.empty();
      pendingReplies.dismiss();
    }
  }

  List<Envelope> owed() {
    forgetIfTooLate();
    return requested
        .flatMap(Inquiry::consumer)
        .<List<Envelope>>map(
            consumer ->
                List.of(new Envelope.ToConsumer(consumer, new ConsumerMessage.RequestHistory(id))))
        .orElse(List.of());
  }
}
