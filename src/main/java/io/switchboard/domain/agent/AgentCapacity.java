package io.switchboard.domain.agent;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.RingingOffers.Ring;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.MessageTimes;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Presence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The conversations and ringing offers of an agent with their weights, and what the agent may take
 * in addition by the present configuration. Kept in memory only; it follows from the state of the
 * agent and the ringing offers. Times are nanoseconds of the caller's clock.
 */
final class AgentCapacity {
  private static final long NEVER = Long.MIN_VALUE;

  private record Weighted(ConversationActivity activity, DynamicWeights weights) {}

  private final String id;
  private final Supplier<AccountPolicy> policy;
  private final Map<String, Weighted> conversations = new HashMap<>();
  private AgentPolicy configured;
  private CapacityMode mode;
  private Presence presence = Presence.OFFLINE;
  private long idleSince = NEVER;

  AgentCapacity(String id, Supplier<AccountPolicy> policy) {
    this.id = id;
    this.policy = policy;
    configure();
  }

  private void configure() {
    configured = own();
    mode = policy.get().capacityMode();
  }

  /** Computes everything again from the stored state and the ringing offers. */
  void recall(AgentState memory, List<Ring> ringingOffers, AgentObligations obligations) {
    configure();
    conversations.clear();
    idleSince = NEVER;
    present(memory.presence(), memory.since());
    for (AgentState.Reservation reservation : memory.reservations()) {
      receive(
          reservation.conversation(),
          reservation.reserved().skill(),
          reservation.reserved().offeredAt());
      obligations
          .messageTimes(reservation.id())
          .ifPresent(messageTimes -> resume(reservation.conversation(), messageTimes));
    }
    idleSince = memory.idleSince().orElse(idleSince);
    for (Ring ring : ringingOffers) {
      receive(ring.conversation(), ring.offer().skill(), ring.since());
    }
  }

  /** Sets the presence. The idle time begins when the agent first comes online. */
  void present(Presence newPresence, long at) {
    if (newPresence == Presence.ONLINE && idleSince == NEVER) {
      idleSince = at;
    }
    presence = newPresence;
  }

  void receive(String conversation, String skill, long at) {
    conversations.put(conversation, new Weighted(ConversationActivity.begun(at), weights(skill)));
    idleSince = at;
  }

  /** Removes a conversation; does nothing if the agent does not have it. */
  void release(String conversation) {
    conversations.remove(conversation);
  }

  /** Applies the message times of a conversation; does nothing if the agent does not have it. */
  void resume(String conversation, MessageTimes times) {
    conversations.computeIfPresent(
        conversation,
        (id, before) -> {
          ConversationActivity waiting = ConversationActivity.begun(times.consumerWroteAt());
          return new Weighted(
              times.last() == Party.AGENT
                  ? waiting.agentWrote(times.agentWroteAt(), before.weights())
                  : waiting,
              before.weights());
        });
  }

  private DynamicWeights weights(String skill) {
    return skill(skill).orElse(policy.get().skills().get(Account.UNASSIGNED)).weights();
  }

  // --- present workload ---

  /** The agent in the present configuration; without skills if it is not there. */
  AgentPolicy own() {
    return policy.get().agents().getOrDefault(id, AgentPolicy.unknown(id));
  }

  /** The skills of the agent in the configuration of the last {@link #recall}. */
  List<String> skillsBefore() {
    return configured.skills();
  }

  boolean contains(String conversation) {
    return conversations.containsKey(conversation);
  }

  /** The status that is reported to queues. */
  AgentAvailability view(long now) {
    return new AgentAvailability(
        id,
        configured.group().orElse(""),
        presence,
        mode,
        conversations.size(),
        mode == CapacityMode.MAX_CONCURRENT ? 0 : load(now),
        configured.maxConversations(),
        idleSince,
        configured.skills().size());
  }

  private long load(long now) {
    long load = 0;
    for (Weighted one : conversations.values()) {
      load += one.activity().weight(now, one.weights());
    }
    return load;
  }

  /** When a conversation next becomes inactive, and so lighter; empty in {@code MAX_CONCURRENT}. */
  OptionalLong nextInactive(long now) {
    return mode == CapacityMode.MAX_CONCURRENT
        ? OptionalLong.empty()
        : conversations.values().stream()
            .mapToLong(one -> one.activity().activeUntil())
            .filter(until -> until > now && until != ConversationActivity.WHILE_CONSUMER_WAITS)
            .min();
  }

  // --- further conversations ---

  boolean hasCapacityFor(String skill, long now) {
    return skill(skill).filter(known -> view(now).hasCapacityFor(known)).isPresent();
  }

  /** Whether the agent is eligible for the offered conversation now. */
  boolean mayTake(Offer offer, long now) {
    return presence == Presence.ONLINE
        && mayEverTake(offer)
        && !contains(offer.conversation())
        && hasCapacityFor(offer.skill(), now);
  }

  /** Whether the agent serves the skill and the conversation is open to them, capacity aside. */
  boolean mayEverTake(Offer offer) {
    return serves(offer.skill()) && offer.eligibility().access().admits(id, own().group());
  }

  /** Whether the agent is online, serves the skill and has capacity for a conversation of it. */
  boolean isOpenFor(String skill, long now) {
    return presence == Presence.ONLINE && serves(skill) && hasCapacityFor(skill, now);
  }

  private boolean serves(String skill) {
    return skill(skill).filter(known -> known.agents().contains(id)).isPresent();
  }

  private Optional<SkillPolicy> skill(String skill) {
    return Optional.ofNullable(policy.get().skills().get(skill));
  }
}
