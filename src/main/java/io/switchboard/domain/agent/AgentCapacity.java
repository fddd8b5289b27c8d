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
 * What an agent has in their hands, what they have room for, and what they may take at all, by the
 * configuration of the moment.
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

  /** Works out anew what is in the agent's hands from what is remembered and what rings. */
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

  /** Goes on with what was said in a conversation that is in the agent's hands. */
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

  // --- how it is ---

  /** The agent as the configuration has them; without skills if it does not. */
  AgentPolicy own() {
    return policy.get().agents().getOrDefault(id, AgentPolicy.unknown(id));
  }

  /** The skills of the agent when what is in their hands was last worked out. */
  List<String> skillsBefore() {
    return state.policy().skills();
  }

  /** How many conversations there are, ringing ones counted. */
  int size() {
    return state.conversations().size();
  }

  boolean contains(String conversation) {
    return state.conversations().contains(conversation);
  }

  /** The agent as queues are told. */
  AgentAvailability view(long now) {
    return state.view(now);
  }

  /** When a conversation next becomes lighter by nothing happening in it. */
  OptionalLong nextInactive(long now) {
    return state.nextInactive(now);
  }

  // --- what may come ---

  /** Whether there is room for a conversation of this skill. */
  boolean isFor(String skill, long now) {
    return skill(skill).filter(known -> state.view(now).hasRoomFor(known)).isPresent();
  }

  /** Whether the agent may be given this conversation of a skill now. */
  boolean mayTake(WaitingConversation conversation, String skill, long now) {
    return state.presence() == Presence.ONLINE
        && mayEverTake(conversation, skill)
        && !contains(conversation.id())
        && isFor(skill, now);
  }

  /** Whether the agent serves the skill and the conversation is open to them. */
  boolean mayEverTake(WaitingConversation conversation, String skill) {
    return serves(skill) && conversation.access().admits(id, own().group());
  }

  /** Whether the agent could be given a conversation of this skill now. */
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
