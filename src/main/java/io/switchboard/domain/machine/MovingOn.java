package io.switchboard.domain.machine;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.machine.ConversationEvent.Closed;
import io.switchboard.domain.machine.ConversationEvent.Leaving;
import io.switchboard.domain.machine.ConversationEvent.TakeoverBegun;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.ConversationMessage.AgentGone;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.ReserveRefused;
import io.switchboard.domain.protocol.ConversationMessage.Return;
import io.switchboard.domain.protocol.ConversationMessage.SilenceEnded;
import io.switchboard.domain.protocol.ConversationMessage.TakeOver;
import io.switchboard.domain.protocol.ConversationMessage.TransferToAgent;
import io.switchboard.domain.protocol.ConversationMessage.TransferToSkill;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Reply;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a conversation leaves the agent who has it: returned, transferred, taken over or closed. It
 * goes on only when that agent has let go of it.
 */
final class MovingOn extends Part<ConversationEvent> {
  private final String id;
  private final Supplier<ConversationState> state;
  private final Visitors visitors;
  private Optional<String> takingOver = Optional.empty();

  MovingOn(
      StateMachine<?, ConversationEvent> whole,
      String id,
      Supplier<ConversationState> state,
      Visitors visitors) {
    super(whole);
    this.id = id;
    this.state = state;
    this.visitors = visitors;
  }

  // --- as clients ask ---

  void giveBack(Return back, Client client, long now) {
    moveOn(Optional.of(back.agent()), new Departure.BackToQueue("RETURNED"), client, now);
  }

  private void moveOn(Optional<String> by, Departure departure, Client client, long now) {
    if (by.filter(agent -> !agent.equals(holder())).isPresent()) {
      refuse(client, Reply.Reason.CONFLICT, by.get() + " does not have conversation " + id);
    } else {
      leave(departure, now);
      visitors.await(client);
    }
  }

  void transferToSkill(TransferToSkill transfer, Client client, long now) {
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

  void transferToAgent(TransferToAgent transfer, Client client, long now) {
    SkillPolicy skill = policy().skills().get(now().skill());
    if (skill == null || !skill.agents().contains(transfer.toAgent())) {
      refuse(
          client,
          Reply.Reason.INVALID,
          "toAgent: " + transfer.toAgent() + " does not serve " + now().skill());
    } else if (transfer.agent().isEmpty() && holder().equals(transfer.toAgent())) {
      visitors.await(client);
    } else {
      moveOn(transfer.agent(), new Departure.ToAgent(transfer.toAgent()), client, now);
    }
  }

  void close(Party by, Client client, long now) {
    if (now().isWaiting()) {
      emit(new Closed(by, now));
    } else {
      leave(new Departure.End(by), now);
    }
    visitors.await(client);
  }

  // --- as its agent says ---

  void agentGone(AgentGone gone, long now) {
    if (now().hasHold(gone.hold()) && (gone.forGood() || now().consumerWaits())) {
      leave(new Departure.BackToQueue("AGENT_GONE"), now);
    }
  }

  void silenceEnded(SilenceEnded ended, long now) {
    if (now().hasHold(ended.hold()) && !now().consumerWaits()) {
      leave(new Departure.End(Party.SYSTEM), now);
    }
  }

  // --- it is taken over ---

  /** By whom it is being taken over: somebody who has yet to say that they have room. */
  Optional<String> takingOver() {
    return takingOver;
  }

  void takeOver(TakeOver request, Client client, long now) {
    String agent = request.agent();
    if (!policy().agents().containsKey(agent)) {
      refuse(client, Reply.Reason.INVALID, "agent: there is no agent " + agent);
    } else if (holder().equals(agent)) {
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

  /** Whether this is the claim of the agent who is taking it over. */
  boolean isTakeover(Claim claim) {
    return now().isAssigned()
        && claim.takeover().equals(Optional.of(now().takeovers()))
        && takingOver.filter(claim.agent()::equals).isPresent();
  }

  void takenOver(Claim claim, long now) {
    leave(new Departure.ToHold(claim.agent(), claim.hold()), now);
  }

  void reserveRefused(ReserveRefused refusal) {
    if (refusal.takeover() == now().takeovers() && takingOver.isPresent()) {
      takingOver = Optional.empty();
      refuseTakeover(refusal.because());
    }
  }

  private void refuseTakeover(String because) {
    visitors.leaveTakeover().forEach(client -> refuse(client, Reply.Reason.CONFLICT, because));
  }

  // --- it leaves ---

  private void leave(Departure departure, long now) {
    takingOver = Optional.empty();
    if (!(departure instanceof Departure.ToHold)) {
      refuseTakeover("conversation " + id + " has left its agent meanwhile");
    }
    emit(new Leaving(departure, now, revision()));
  }

  /** Its agent has let go of it: it is where it was going to. */
  void arrive(long now) {
    emit(new Departed(now(), policy(), now).next());
  }

  private ConversationState now() {
    return state.get();
  }

  private String holder() {
    return now().holder().orElseThrow().agent();
  }
}
