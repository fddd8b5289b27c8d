package io.switchboard.domain.statemachine;

import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Requester;
import java.util.List;

/**
 * What comes of telling a machine something.
 *
 * @param events what has changed; the machine has applied them already, in this order
 * @param envelopes what to send, but only once the events are durable
 * @param askedBy the clients for whom something has changed: unless one of them still waits, the
 *     events must not become durable any more; empty when no client asked for them
 */
public record Outcome<E>(List<E> events, List<Envelope> envelopes, List<Requester> askedBy) {

  public Outcome {
    events = List.copyOf(events);
    envelopes = List.copyOf(envelopes);
    askedBy = List.copyOf(askedBy);
  }

  /** What no client asked for. */
  public Outcome(List<E> events, List<Envelope> envelopes) {
    this(events, envelopes, List.of());
  }
}
