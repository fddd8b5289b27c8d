package io.switchboard.chaos;

import io.switchboard.domain.protocol.Reply;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The row of a conversation in the table {@code conversation}.
 *
 * @param closedAt milliseconds since 1970; empty unless it is closed
 */
public record ConversationRow(
    String phase, String skill, Optional<String> agent, Optional<Long> closedAt) {

  /** The row of a conversation that is shown so, without a ringing offer. */
  static ConversationRow of(Reply.Conversation shown) {
    return new ConversationRow(
        shown.state().name(),
        shown.skill(),
        shown.agent(),
        shown.closedAt().map(TimeUnit.NANOSECONDS::toMillis));
  }
}
