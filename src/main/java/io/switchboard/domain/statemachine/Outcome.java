package io.switchboard.domain.statemachine;

import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Requester;
import java.util.List;

/**
 * Result of one input to a state machine.
 *
 * @param events changes to persist; the machine has applied them already, in this order
 * @param envelopes messages to send after the events are durable
 * @param askedBy clients whose requests caused the events. The events must become durable while at
 *     least one of them still waits, or not at all; empty: no client requested them
 */
public record Outcome<E>(List<E> events, List<Envelope> envelopes, List<Requester> askedBy) {

  public Outcome {
    events = List.copyOf(events);
    envelopes = List.copyOf(envelopes);
    askedBy = List.copyOf(askedBy);
  }

  /** Result of an input that no client requested. */
  public Outcome(List<E> events, List<Envelope> envelopes) {
    this(events, envelopes, List.of());
  }

  /** All outcomes together, in this order. */
  public static <E> Outcome<E> of(List<Outcome<E>> outcomes) {
    return new Outcome<>(
        outcomes.stream().flatMap(one -> one.events().stream()).toList(),
        outcomes.stream().flatMap(one -> one.envelopes().stream()).toList(),
        outcomes.stream().flatMap(one -> one.askedBy().stream()).toList());
  }
}
