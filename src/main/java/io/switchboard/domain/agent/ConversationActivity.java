package io.switchboard.domain.agent;

import io.switchboard.domain.account.DynamicWeights;

/**
 * One conversation in the hands of an agent, and whether something happens in it (routing rules,
 * section 3.1). Times are nanoseconds of the caller's clock.
 *
 * @param consumerWroteAt when the consumer last wrote, or came to this agent
 * @param activeUntil the moment from which it counts as inactive; {@link #WHILE_CONSUMER_WAITS}
 *     while the consumer wrote last
 */
public record ConversationActivity(String conversation, long consumerWroteAt, long activeUntil) {

  /** The consumer wrote last: active however long that is ago. */
  public static final long WHILE_CONSUMER_WAITS = Long.MAX_VALUE;

  /** A conversation that an agent has just received. */
  public static ConversationActivity begun(String conversation, long now) {
    return new ConversationActivity(conversation, now, WHILE_CONSUMER_WAITS);
  }

  /**
   * After the agent wrote: active for a while longer, or no more at once if the consumer had waited
   * too long for this reply. Further lines of the agent change nothing until the consumer writes.
   */
  public ConversationActivity agentWrote(long now, DynamicWeights weights) {
    if (activeUntil != WHILE_CONSUMER_WAITS) {
      return this;
    }
    boolean slow = now - consumerWroteAt > weights.slowReplyAfter();
    return new ConversationActivity(
        conversation, consumerWroteAt, slow ? now : now + weights.inactiveAfter());
  }

  /** Its weight now, in thousandths of a conversation. */
  public long weight(long now, DynamicWeights weights) {
    return now < activeUntil ? weights.activeWeight() : weights.inactiveWeight();
  }
}
