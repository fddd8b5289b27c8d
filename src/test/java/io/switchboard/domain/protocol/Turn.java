package io.switchboard.domain.protocol;

import io.switchboard.domain.statemachine.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one entity decided for one input. */
record Turn(Node<?, ?, ?> node, Outcome<Object> outcome) {

  /** The events of these turns, by entity. */
  static Map<Node<?, ?, ?>, List<Object>> events(List<Turn> turns) {
    Map<Node<?, ?, ?>, List<Object>> events = new LinkedHashMap<>();
    turns.forEach(
        turn ->
            events
                .computeIfAbsent(turn.node(), any -> new ArrayList<>())
                .addAll(turn.outcome().events()));
    return events;
  }

  /** A turn of this entity with events of any type. */
  static Turn of(Node<?, ?, ?> node, Outcome<?> outcome) {
    return new Turn(node, new Outcome<>(List.copyOf(outcome.events()), outcome.envelopes()));
  }
}
