package io.switchboard.domain.protocol;

/**
 * Who wrote when in a conversation. Nanoseconds.
 *
 * @param consumerWroteAt when the consumer wrote first after the agent's last word, or came to the
 *     agent who has it
 * @param agentWroteAt when the agent answered that first
 * @param lastWroteAt when anybody wrote last
 * @param last who did
 */
public record MessageTimes(long consumerWroteAt, long agentWroteAt, long lastWroteAt, Party last) {

  /** A consumer who waits for an answer from now on. */
  public static MessageTimes begun(long now) {
    return new MessageTimes(now, now, now, Party.CONSUMER);
  }

  /** After somebody wrote. */
  public MessageTimes wrote(Party from, long now) {
    if (from == Party.AGENT) {
      return new MessageTimes(consumerWroteAt, last == Party.AGENT ? agentWroteAt : now, now, from);
    }
    return new MessageTimes(now, agentWroteAt, now, Party.CONSUMER);
  }
}
