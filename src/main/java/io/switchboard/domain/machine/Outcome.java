package io.switchboard.domain.machine;

import io.switchboard.domain.protocol.Send;
import java.util.List;

/**
 * What comes of telling a machine something.
 *
 * @param events what has changed; the machine has applied them already, in this order
 * @param sends what to send, but only once the events are durable
 */
public record Outcome<E>(List<E> events, List<Send> sends) {

  public Outcome {
    events = List.copyOf(events);
    sends = List.copyOf(sends);
  }
}
