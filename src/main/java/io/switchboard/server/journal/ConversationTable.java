package io.switchboard.server.journal;

import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.actor.serialization.StateCodec;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationSummary;
import io.switchboard.domain.protocol.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The table {@code conversation}. Its columns are those of the state that queries select by; their
 * times are milliseconds since 1970.
 */
final class ConversationTable implements StateTable {
  static final StateCodec<ConversationState> CODEC = new StateCodec<>(ConversationState.class);

  @Override
  public String kind() {
    return EntityKinds.CONVERSATION;
  }

  @Override
  public String name() {
    return "conversation";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "phase",
        "skill",
        "agent",
        "consumer",
        "started_at",
        "due_at",
        "assigned_at",
        "closed_at",
        "state");
  }

  @Override
  public String removable() {
    return " AND closed_at IS NOT NULL";
  }

  @Override
  public List<Object> values(Object stored) {
    ConversationState state = (ConversationState) stored;
    Reply.Conversation shown = ConversationSummary.of(state, Optional.empty());
    return Arrays.asList(
        shown.state().name(),
        shown.skill(),
        shown.agent().orElse(null),
        shown.inquiry().consumer().orElse(null),
        millis(shown.startedAt()),
        millis(shown.dueAt()),
        shown.assignedAt().map(ConversationTable::millis).orElse(null),
        shown.closedAt().map(ConversationTable::millis).orElse(null),
        CODEC.compress(state));
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  @Override
  public Object state(byte[] stored) {
    return CODEC.read(stored);
  }
}
