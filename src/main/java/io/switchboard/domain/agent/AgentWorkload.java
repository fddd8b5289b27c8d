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
 * An agent: presence, capacity, and the conversations in their hands. It changes only by what it is
 * told; times are nanoseconds of the caller's clock.
 */
public final class AgentWorkload {
  private static final long NEVER = Long.MIN_VALUE;

  private record Held(ConversationActivity engagement, DynamicWeights weights) {}

  private final AgentPolicy policy;
  private final CapacityMode mode;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private Presence presence = Presence.OFFLINE;
  private long idleSince = NEVER;

  /** An agent who is logged out and has nothing. */
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

  /** The conversations in this agent's hands, in the order in which they came. */
  public Set<String> conversations() {
    return Collections.unmodifiableSet(held.keySet());
  }

  /** Sets the presence. An agent who has received nothing is idle since first coming online. */
  public void present(Presence now, long at) {
    if (now == Presence.ONLINE && idleSince == NEVER) {
      idleSince = at;
    }
    presence = now;
  }

  /** Takes a conversation into the agent's hands. */
  public void receive(String conversation, DynamicWeights weights, long now) {
    held.put(conversation, new Held(ConversationActivity.begun(conversation, now), weights));
    idleSince = now;
  }

  /** Takes a conversation out of the agent's hands; false when it was not there. */
  public boolean release(String conversation) {
    return held.remove(conversation) != null;
  }

  /**
   * Goes on with what was said in a conversation that the agent has, since when the consumer waits
   * or waited.
   *
   * @param agentWroteAt when the agent answered that; empty: not yet
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

  /** Sets when the agent last received a conversation. */
  public void idle(long since) {
    idleSince = since;
  }

  /** When a conversation next becomes inactive, and so lighter, by nothing happening in it. */
  public OptionalLong nextInactive(long now) {
    return mode == CapacityMode.MAX_CONCURRENT
        ? OptionalLong.empty()
        : held.values().stream()
            .mapToLong(had -> had.engagement().activeUntil())
            .filter(until -> until > now && until != ConversationActivity.WHILE_CONSUMER_WAITS)
            .min();
  }

  /** What queues should know of the agent at this moment. */
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
