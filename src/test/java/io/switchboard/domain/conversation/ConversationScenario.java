package io.switchboard.domain.conversation;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.fallbackSkill;
import static io.switchboard.domain.Centre.skill;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.ConversationState.Assignment;
import io.switchboard.domain.protocol.Bench;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Released;
import io.switchboard.domain.protocol.ConversationMessage.Removed;
import io.switchboard.domain.protocol.ConversationMessage.ReservationConfirmed;
import io.switchboard.domain.protocol.ConversationMessage.Return;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.Reply;
import java.util.Optional;

/** A conversation's state machine on a bench, with steps for its tests. */
abstract class ConversationScenario {
  static final AccountPolicy POLICY =
      account(
          fallbackSkill("billing"),
          skill("sales"),
          skill("billing").transfersOnlyTo("sales"),
          agent("ann", "sales"),
          agent("bob", "sales", "billing"));

  ConversationMachine machine = new ConversationMachine("c1", POLICY);
  Bench<ConversationMessage, ConversationEvent> conversation = new Bench<>(machine);

  Sent begins() {
    return conversation.ask(new Start(Inquiry.forSkill("c1", "sales")));
  }

  void waits() {
    begins();
    conversation.tell(new Enqueued(1, 0, Optional.empty()));
  }

  void isWith(String agent, String reservation) {
    waits();
    conversation.tell(claim(agent, reservation, 1));
    conversation.tell(new Removed("sales", 1, Optional.empty()));
    conversation.tell(new ReservationConfirmed(reservation));
  }

  void goesBack(String agent, String reservation) {
    conversation.ask(new Return(agent));
    conversation.tell(new Released(reservation, agent));
    conversation.tell(new Enqueued(2, 0, Optional.empty()));
  }

  void starts() {
    machine = new ConversationMachine("c1", POLICY);
    conversation = conversation.restart(machine);
  }

  Claim claim(String agent, String reservation, int routingEpoch) {
    return new Claim(
        reservation,
        routingEpoch,
        Optional.empty(),
        agent,
        Optional.of(state().conversation().eligibility()),
        Optional.empty(),
        conversation.now());
  }

  Claim takeover(String agent, String reservation, int takeover) {
    return new Claim(
        reservation,
        state().routingEpoch(),
        Optional.of(takeover),
        agent,
        Optional.empty(),
        Optional.empty(),
        conversation.now());
  }

  ConversationState state() {
    return machine.state().orElseThrow();
  }

  Optional<String> reservation() {
    return state().lastAssignment().map(Assignment::reservation);
  }

  Reply.Conversation described() {
    return conversation.ask(new Describe()).one(Reply.Conversation.class);
  }

  static Reply.Refused refused(String because) {
    return new Reply.Refused(Reply.Reason.CONFLICT, because);
  }
}
