package io.switchboard.domain.machine;

import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.Send;
import java.util.List;

/**
 * What comes of telling a machine something.
 *
 * @param events what has changed; the machine has applied them already, in this order
 * @param sends what to send, but only once the events are durable
 * @param askedBy the clients for whom something has changed: unless one of them still waits, the
 *     events must not become durable any more; empty when no client asked for them
 */
public record Outcome<E>(List<E> events, List<Send> sends, List<Client> askedBy) {

  public Outcome {
    events = List.copyOf(events);
    sends = List.copyOf(sends);
    askedBy = List.copyOf(askedBy);
  }

  /** What no client asked for. */
  public Outcome(List<E> events, List<Send> sends) {
    this(events, sends, List.of());
  }
}
