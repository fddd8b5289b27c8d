package io.switchboard.domain.protocol;

import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationEvent.HandoverBegun;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import java.util.HashMap;
import java.util.Map;

/** Counts of what happened, so that no part loses its coverage silently. */
final class Coverage {
  private final Map<Object, Long> counts = new HashMap<>();

  void saw(Object what) {
    count(what instanceof String text ? text : what.getClass());
    if (what instanceof Requeued moved) {
      count(moved.reason());
    } else if (what instanceof HandoverBegun leaving) {
      count(leaving.target().getClass());
    } else if (what instanceof ConversationEvent.Refused refused) {
      count(refused.refusal());
    } else if (what instanceof Reply.Refused refused) {
      count(refused.reason());
    } else if (what instanceof AgentNotification.Withdrawn withdrawn) {
      count(withdrawn.reason());
    } else if (what instanceof AgentEvent.PresenceChanged changed) {
      count(changed.reason());
    }
  }

  private void count(Object key) {
    counts.merge(key, 1L, Long::sum);
  }

  private static String name(Object key) {
    if (key instanceof Class<?> type) {
      return type.getDeclaringClass() == null
          ? type.getSimpleName()
          : type.getDeclaringClass().getSimpleName() + "." + type.getSimpleName();
    }
    return key instanceof Enum<?> one
        ? one.getDeclaringClass().getSimpleName() + "." + one.name()
        : key.toString();
  }

  /** The count of a kind of event, message or reply, a value of an enum, or a text. */
  long of(Object key) {
    return counts.getOrDefault(key, 0L);
  }

  void add(Coverage other) {
    other.counts.forEach((key, count) -> counts.merge(key, count, Long::sum));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.entrySet().stream()
        .map(entry -> "%n%,12d %s".formatted(entry.getValue(), name(entry.getKey())))
        .sorted()
        .forEach(text::append);
    return text.toString();
  }
}
