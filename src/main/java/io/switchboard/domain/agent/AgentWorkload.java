package io.switchboard.domain.agent;

import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Presence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Presence of an agent, their conversations and the weight of these. Times are nanoseconds of the
 * caller's clock.
 */
public final class AgentWorkload {
  private static final long NEVER = Long.MIN_VALUE;

  private record Held(ConversationActivity engagement, DynamicWeights weights) {}

  private final AgentPolicy policy;
  private final CapacityMode mode;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private Presence presence = Presence.OFFLINE;
  private long idleSince = NEVER;

  /** An offline agent without conversations. */
  public AgentWorkload(AgentPolicy policy, CapacityMode mode) {
    this.policy = policy;
    this.mode = mode;
  }

  public AgentPolicy policy() {
    return policy;
  }

  public Presence presence() {
    return presence;
  }

  /** The conversations of the agent, ringing offers included, in the order in which they came. */
  public Set<String> conversations() {
    return Collections.unmodifiableSet(held.keySet());
  }

  /**
   * Sets the presence. Before the first conversation the idle time begins when the agent first
   * comes online.
   */
  public void present(Presence now, long at) {
    if (now == Presence.ONLINE && idleSince == NEVER) {
      idleSince = at;
    }
    presence = now;
  }

  /** Adds a conversation. */
  public void receive(String conversation, DynamicWeights weights, long now) {
    held.put(conversation, new Held(ConversationActivity.begun(conversation, now), weights));
    idleSince = now;
  }

  /** Removes a conversation; false if the agent did not have it. */
  public boolean release(String conversation) {
    return held.remove(conversation) != null;
  }

  /**
   * Sets the message times of a conversation; does nothing if the agent does not have it.
   *
   * @param consumerWroteAt time of the consumer's last message
   * @param agentWroteAt time of the agent's first answer to it; empty: the consumer waits for one
   */
  public void resume(String conversation, long consumerWroteAt, OptionalLong agentWroteAt) {
    held.computeIfPresent(
        conversation,
        (id, had) -> {
          ConversationActivity waiting = ConversationActivity.begun(conversation, consumerWroteAt);
          return new Held(
              agentWroteAt.isPresent()
                  ? waiting.agentWrote(agentWroteAt.getAsLong(), had.weights())
                  : waiting,
              had.weights());
        });
  }

  /** Sets the time at which the agent last received a conversation. */
  public void idle(long since) {
    idleSince = since;
  }

  /**
   * The next time at which a conversation becomes inactive, and so lighter, without any event;
   * empty in the mode {@code MAX_CONCURRENT}.
   */
  public OptionalLong nextInactive(long now) {
    return mode == CapacityMode.MAX_CONCURRENT
        ? OptionalLong.empty()
        : held.values().stream()
            .mapToLong(had -> had.engagement().activeUntil())
            .filter(until -> until > now && until != ConversationActivity.WHILE_CONSUMER_WAITS)
            .min();
  }

  /** The status that is reported to queues. */
  public AgentAvailability view(long now) {
    return new AgentAvailability(
        policy.id(),
        policy.group().orElse(""),
        presence,
        mode,
        held.size(),
        mode == CapacityMode.MAX_CONCURRENT ? 0 : load(now),
        policy.maxConversations(),
        idleSince,
        policy.skills().size());
  }

  private long load(long now) {
    long load = 0;
    for (Held had : held.values()) {
      load += had.engagement().weight(now, had.weights());
    }
    return load;
  }
}
