package io.switchboard.domain.conversation;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.MachinePart;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The steps by which a conversation leaves its agent: return, transfer, takeover or close. The
 * second step, {@link #complete}, follows only after the agent has released the conversation.
 */
final class Handover extends MachinePart<ConversationEvent> {
  private final String id;
  private final Supplier<ConversationState> state;
  private final PendingReplies pendingReplies;
  private Optional<String> takingOver = Optional.empty();

  Handover(
      StateMachine<?, ConversationEvent> whole,
      String id,
      Supplier<ConversationState> state,
      PendingReplies pendingReplies) {
    super(whole);
    this.id = id;
    this.state = state;
    this.pendingReplies = pendingReplies;
  }

  // --- requests of clients ---

  void giveBack(ConversationMessage.Return back, Requester client, long now) {
    handOver(Optional.of(back.agent()), new HandoverTarget.BackToQueue("RETURNED"), client, now);
  }

  private void handOver(Optional<String> by, HandoverTarget target, Requester client, long now) {
    if (by.filter(agent -> !agent.equals(assignedAgent())).isPresent()) {
      refuse(
          client,
          Reply.Reason.CONFLICT,
          "Conversation %s is not assigned to agent %s.".formatted(id, by.get()));
    } else {
      leave(target, now);
      pendingReplies.await(client);
    }
  }

  void transferToSkill(ConversationMessage.TransferToSkill transfer, Requester client, long now) {
    String skill = transfer.toSkill();
    Optional<SkillPolicy> from = Optional.ofNullable(policy().skills().get(state().skill()));
    if (!policy().skills().containsKey(skill)) {
      refuseField(client, "toSkill", "skill " + skill + " does not exist");
    } else if (skill.equals(state().skill()) && transfer.agent().isEmpty()) {
      pendingReplies.await(client);
    } else if (skill.equals(state().skill())) {
      handOver(transfer.agent(), new HandoverTarget.BackToQueue("RETURNED"), client, now);
    } else if (from.flatMap(SkillPolicy::transferTo)
        .filter(to -> !to.contains(skill))
        .isPresent()) {
      refuseField(
          client,
          "toSkill",
          "transferTo of skill %s does not contain skill %s".formatted(state().skill(), skill));
    } else {
      handOver(transfer.agent(), new HandoverTarget.ToSkill(skill), client, now);
    }
  }

  void transferToAgent(ConversationMessage.TransferToAgent transfer, Requester client, long now) {
    SkillPolicy skill = policy().skills().get(state().skill());
    if (skill == null || !skill.agents().contains(transfer.toAgent())) {
      refuseField(
          client,
          "toAgent",
          "agent %s does not serve skill %s".formatted(transfer.toAgent(), state().skill()));
    } else if (transfer.agent().isEmpty() && assignedAgent().equals(transfer.toAgent())) {
      pendingReplies.await(client);
    } else {
      handOver(transfer.agent(), new HandoverTarget.ToAgent(transfer.toAgent()), client, now);
    }
  }

  void close(Party by, Requester client, long now) {
    if (state() instanceof ConversationState.Waiting) {
      emit(new ConversationEvent.Closed(by, now));
    } else {
      leave(new HandoverTarget.End(by), now);
    }
    pendingReplies.await(client);
  }

  // --- reports of the agent ---

  void agentUnavailable(ConversationMessage.AgentUnavailable agent, long now) {
    if (state().isAssignedBy(agent.reservation()) && (agent.forGood() || consumerWaits())) {
      leave(new HandoverTarget.BackToQueue("AGENT_UNAVAILABLE"), now);
    }
  }

  void silenceEnded(ConversationMessage.AutoCloseDue ended, long now) {
    if (state().isAssignedBy(ended.reservation()) && !consumerWaits()) {
      leave(new HandoverTarget.End(Party.SYSTEM), now);
    }
  }

  private boolean consumerWaits() {
    return state().common().messageTimes().last() == Party.CONSUMER;
  }

  // --- takeover ---

  /** The agent of a pending takeover, who has not claimed the conversation yet. */
  Optional<String> takingOver() {
    return takingOver;
  }

  void takeOver(ConversationMessage.TakeOver request, Requester client, long now) {
    String agent = request.agent();
    if (!policy().agents().containsKey(agent)) {
      refuseField(client, "agent", "agent " + agent + " does not exist");
    } else if (assignedAgent().equals(agent)) {
      pendingReplies.await(client);
    } else if (takingOver.filter(other -> !other.equals(agent)).isPresent()) {
      refuse(
          client,
          Reply.Reason.CONFLICT,
          "Agent %s is taking over conversation %s.".formatted(takingOver.get(), id));
    } else {
      if (takingOver.isEmpty()) {
        emit(new ConversationEvent.TakeoverBegun(agent, now));
        takingOver = Optional.of(agent);
      }
      pendingReplies.awaitTakeover(client);
    }
  }

  boolean isTakeover(ConversationMessage.Claim claim) {
    return state() instanceof ConversationState.Assigned
        && claim.takeover().equals(Optional.of(state().common().takeovers()))
        && takingOver.filter(claim.agent()::equals).isPresent();
  }

  void takenOver(ConversationMessage.Claim claim, long now) {
    leave(new HandoverTarget.ToReservation(claim.agent(), claim.reservation()), now);
  }

  void reserveRefused(ConversationMessage.ReserveRefused refusal) {
    if (refusal.takeover() == state().common().takeovers() && takingOver.isPresent()) {
      takingOver = Optional.empty();
      refuseTakeover(refusal.reason());
    }
  }

  private void refuseTakeover(String reason) {
    pendingReplies.takeTakeovers().forEach(client -> refuse(client, Reply.Reason.CONFLICT, reason));
  }

  // --- release ---

  private void leave(HandoverTarget target, long now) {
    takingOver = Optional.empty();
    if (!(target instanceof HandoverTarget.ToReservation)) {
      refuseTakeover("Conversation " + id + " left its agent before the takeover.");
    }
    emit(new ConversationEvent.HandoverBegun(target, now, revision()));
  }

  /** Completes the handover after the agent has released the conversation. */
  void complete(long now) {
    emit(new HandoverOutcome((ConversationState.Releasing) state(), policy(), now).next());
  }

  private ConversationState state() {
    return state.get();
  }

  private String assignedAgent() {
    return ((ConversationState.Assigned) state()).assignment().agent();
  }
}
