package io.switchboard.domain.agent;

import io.switchboard.domain.account.DynamicWeights;

/**
 * Activity of one conversation of an agent, which determines its weight (routing rules, section
 * 3.1). Times are nanoseconds of the caller's clock.
 *
 * @param consumerWroteAt time of the consumer's last message, or of the assignment to this agent if
 *     that was later
 * @param activeUntil time from which it counts as inactive; {@link #WHILE_CONSUMER_WAITS} while the
 *     consumer wrote last
 */
record ConversationActivity(long consumerWroteAt, long activeUntil) {

  /** The conversation is active without a time limit, because the consumer wrote last. */
  static final long WHILE_CONSUMER_WAITS = Long.MAX_VALUE;

  /** A conversation that the agent has just received, or in which the consumer has just written. */
  static ConversationActivity begun(long now) {
    return new ConversationActivity(now, WHILE_CONSUMER_WAITS);
  }

  /**
   * The activity after a message of the agent: active for the configured time, or inactive at once
   * if the consumer had waited too long for this answer. Further messages of the agent change
   * nothing until the consumer writes.
   */
  ConversationActivity agentWrote(long now, DynamicWeights weights) {
    if (activeUntil != WHILE_CONSUMER_WAITS) {
      return this;
    }
    boolean slow = now - consumerWroteAt > weights.slowReplyAfter();
    return new ConversationActivity(consumerWroteAt, slow ? now : now + weights.inactiveAfter());
  }

  /** The present weight, in thousandths of a conversation. */
  long weight(long now, DynamicWeights weights) {
    return now < activeUntil ? weights.activeWeight() : weights.inactiveWeight();
  }
}
