package io.switchboard.domain.machine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import java.util.List;
import java.util.Optional;

/**
 * A part of a machine that minds one matter and keeps what belongs to it, none of which is durable.
 * What it decides the whole has decided.
 *
 * @param <E> what the whole must not forget
 */
abstract class Part<E> {
  private final StateMachine<?, E> whole;

  Part(StateMachine<?, E> whole) {
    this.whole = whole;
  }

  final AccountPolicy policy() {
    return whole.policy();
  }

  final Optional<Long> revision() {
    return whole.revision();
  }

  final void emit(E event) {
    whole.emit(event);
  }

  final void onBehalfOf(List<Client> clients) {
    whole.onBehalfOf(clients);
  }

  final void send(Send send) {
    whole.send(send);
  }

  final void tell(String conversation, ConversationMessage message) {
    whole.send(new Send.ToConversation(conversation, message));
  }

  final void answer(Client client, Reply reply) {
    whole.answer(client, reply);
  }

  final void refuse(Client client, Reply.Reason reason, String detail) {
    whole.refuse(client, reason, detail);
  }
}
