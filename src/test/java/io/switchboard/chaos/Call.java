package io.switchboard.chaos;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * One attempt of one request, and what became of it. Times are nanoseconds since the epoch, by the
 * clock that events are stamped with.
 *
 * @param number counts all attempts from 1
 * @param client who sent it
 * @param what it asked for: START, ACCEPT, DECLINE, RETURN, TRANSFER_TO_SKILL, TRANSFER_TO_AGENT,
 *     TAKEOVER, WRITE, REVISE, CLOSE, PRESENCE, CONFIGURE or LOOK
 * @param subject the id of a conversation or agent
 * @param with what it said: {@code agent}, who does it or takes over; {@code skill}, where it
 *     begins or goes; {@code toAgent}, {@code from}, {@code by} and {@code presence}
 * @param node which was asked
 * @param answeredAt when the answer was read, or the attempt given up
 * @param status of HTTP; 0: there was no answer
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

  /** Whether it was said to be done. */
  @JsonIgnore
  public boolean isAcknowledged() {
    return status >= 200 && status < 300;
  }

  /** Whether it may have been done or not, or may yet be. */
  @JsonIgnore
  public boolean isUnknown() {
    return status == 0 || status == SERVICE_UNAVAILABLE;
  }
}
