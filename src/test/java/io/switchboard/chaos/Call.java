package io.switchboard.chaos;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * One attempt of one request, and its outcome. Times are nanoseconds since the epoch, by the clock
 * of the stored events.
 *
 * @param number counts all attempts from 1
 * @param client the sender
 * @param what the kind of request: START, ACCEPT, DECLINE, RETURN, TRANSFER_TO_SKILL,
 *     TRANSFER_TO_AGENT, TAKEOVER, WRITE, REVISE, CLOSE, PRESENCE, CONFIGURE or LOOK
 * @param subject the id of a conversation or agent
 * @param with the content: {@code agent}, who acts or takes over; {@code skill}, of a start or a
 *     transfer; {@code toAgent}, {@code from}, {@code by} and {@code presence}
 * @param node the receiver
 * @param answeredAt when the answer was read, or the attempt given up
 * @param status of HTTP; 0 without an answer
 * @param answer the flat members of the answer, such as {@code state}, {@code agent} and {@code
 *     skill}
 */
public record Call(
    long number,
    String client,
    String what,
    String subject,
    Map<String, String> with,
    String node,
    long sentAt,
    long answeredAt,
    int status,
    Map<String, String> answer) {

  private static final int SERVICE_UNAVAILABLE = 503;

  public Call {
    with = Map.copyOf(with);
    answer = Map.copyOf(answer);
  }

  /** Whether it succeeded. */
  @JsonIgnore
  public boolean isAcknowledged() {
    return status >= 200 && status < 300;
  }

  /** Whether its outcome is unknown, so that it may still take effect. */
  @JsonIgnore
  public boolean isUnknown() {
    return status == 0 || status == SERVICE_UNAVAILABLE;
  }
}
