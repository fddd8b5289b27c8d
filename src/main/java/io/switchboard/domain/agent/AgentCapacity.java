package io.switchboard.domain.agent;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentState.Reservation;
import io.switchboard.domain.agent.RingingOffers.Ring;
import io.switchboard.domain.protocol.MessageTimes;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The conversations and ringing offers of an agent, and what the agent may take in addition by the
 * present configuration. Kept in memory only; it follows from the state of the agent and the
 * ringing offers.
 */
final class AgentCapacity {
  private final String id;
  private final Supplier<AccountPolicy> policy;
  private AgentWorkload state;

  AgentCapacity(String id, Supplier<AccountPolicy> policy) {
    this.id = id;
    this.policy = policy;
    this.state = empty();
  }

  private AgentWorkload empty() {
    return new AgentWorkload(own(), policy.get().capacityMode());
  }

  /** Computes the workload again from the stored state and the ringing offers. */
  void recall(AgentState memory, List<Ring> ringingOffers, AgentObligations obligations) {
    state = empty();
    state.present(memory.presence(), memory.since());
    for (Reservation reservation : memory.reservations()) {
      receive(
          reservation.conversation(), reservation.held().skill(), reservation.held().offeredAt());
      obligations
          .messageTimes(reservation.id())
          .ifPresent(messageTimes -> resume(reservation.conversation(), messageTimes));
    }
    memory.idleSince().ifPresent(state::idle);
    for (Ring ring : ringingOffers) {
      receive(ring.conversation(), ring.offer().skill(), ring.since());
    }
  }

  void present(Presence presence, long at) {
    state.present(presence, at);
  }

  void receive(String conversation, String skill, long at) {
    state.receive(conversation, weights(skill), at);
  }

  void release(String conversation) {
    state.release(conversation);
  }

  /** Applies the message times of a conversation that the agent has. */
  void resume(String conversation, MessageTimes messageTimes) {
    state.resume(
        conversation,
        messageTimes.consumerWroteAt(),
        messageTimes.last() == Party.AGENT
            ? OptionalLong.of(messageTimes.agentWroteAt())
            : OptionalLong.empty());
  }

  private DynamicWeights weights(String skill) {
    return skill(skill).orElse(policy.get().skills().get(Account.UNASSIGNED)).weights();
  }

  // --- present workload ---

  /**
   * The agent in the present configuration; without skills if the configuration does not have the
   * agent.
   */
  AgentPolicy own() {
    return policy.get().agents().getOrDefault(id, AgentPolicy.unknown(id));
  }

  /** The skills of the agent in the configuration of the last {@link #recall}. */
  List<String> skillsBefore() {
    return state.policy().skills();
  }

  /** Number of conversations, ringing offers included. */
  int size() {
    return state.conversations().size();
  }

  boolean contains(String conversation) {
    return state.conversations().contains(conversation);
  }

  /** The status that is reported to queues. */
  AgentAvailability view(long now) {
    return state.view(now);
  }

  /** The next time at which a conversation becomes inactive, and so lighter, without any event. */
  OptionalLong nextInactive(long now) {
    return state.nextInactive(now);
  }

  // --- further conversations ---

  /** Whether the agent has capacity for a conversation of this skill. */
  boolean isFor(String skill, long now) {
    return skill(skill).filter(known -> state.view(now).hasRoomFor(known)).isPresent();
  }

  /** Whether the agent is eligible for this conversation now. */
  boolean mayTake(WaitingConversation conversation, String skill, long now) {
    return state.presence() == Presence.ONLINE
        && mayEverTake(conversation, skill)
        && !contains(conversation.id())
        && isFor(skill, now);
  }

  /**
   * Whether the agent serves the skill, and the conversation is open to them. Presence and capacity
   * are not checked.
   */
  boolean mayEverTake(WaitingConversation conversation, String skill) {
    return serves(skill) && conversation.access().admits(id, own().group());
  }

  /** Whether the agent is online, serves the skill and has capacity for a conversation of it. */
  boolean isOpenFor(String skill, long now) {
    return state.presence() == Presence.ONLINE && serves(skill) && isFor(skill, now);
  }

  private boolean serves(String skill) {
    return skill(skill).filter(known -> known.agents().contains(id)).isPresent();
  }

  private Optional<SkillPolicy> skill(String skill) {
    return Optional.ofNullable(policy.get().skills().get(skill));
  }
}
