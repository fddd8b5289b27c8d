package io.switchboard.domain.statemachine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import java.util.List;
import java.util.Optional;

/** Part of a state machine with one responsibility; its fields are lost at a restart. */
public abstract class MachinePart<E> {
  private final StateMachine<?, E> whole;

  public MachinePart(StateMachine<?, E> whole) {
    this.whole = whole;
  }

  public final AccountPolicy policy() {
    return whole.policy();
  }

  public final Optional<Long> revision() {
    return whole.revision();
  }

  public final void emit(E event) {
    whole.emit(event);
  }

  public final void onBehalfOf(List<Requester> clients) {
    whole.onBehalfOf(clients);
  }

  public final void send(Envelope send) {
    whole.send(send);
  }

  public final void send(String conversation, ConversationMessage message) {
    whole.send(new Envelope.ToConversation(conversation, message));
  }

  public final void answer(Requester client, Reply reply) {
    whole.answer(client, reply);
  }

  public final void refuse(Requester client, Reply.Reason reason, String detail) {
    whole.refuse(client, reason, detail);
  }

  public final void refuseField(Requester client, String field, String detail) {
    whole.answer(client, Reply.Refused.invalid(field, detail));
  }
}
