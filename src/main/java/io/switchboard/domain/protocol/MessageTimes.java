package io.switchboard.domain.protocol;

/**
 * Times of the latest messages in a conversation. Nanoseconds.
 *
 * @param consumerWroteAt time of the consumer's last message, or of the last assignment from a
 *     queue if that was later
 * @param agentWroteAt time of the agent's first message after {@code consumerWroteAt}; an older
 *     time if there is none
 * @param lastWroteAt time of the last message of any party
 * @param last party that wrote last
 */
public record MessageTimes(long consumerWroteAt, long agentWroteAt, long lastWroteAt, Party last) {

  /** Times of a conversation whose consumer waits for an answer from {@code now} on. */
  public static MessageTimes begun(long now) {
    return new MessageTimes(now, now, now, Party.CONSUMER);
  }

  /** Times after a message of a party. */
  public MessageTimes wrote(Party from, long now) {
    if (from == Party.AGENT) {
      return new MessageTimes(consumerWroteAt, last == Party.AGENT ? agentWroteAt : now, now, from);
    }
    return new MessageTimes(now, agentWroteAt, now, Party.CONSUMER);
  }
}
