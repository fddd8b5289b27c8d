package io.switchboard.simulation;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Arrival of one conversation of a trace. Times are nanoseconds since the start of the trace.
 *
 * @param skill the requested skill; empty: skill selection decides
 * @param consumer the consumer; empty: anonymous
 * @param handling how long the conversation occupies its agent
 * @param patience how long its consumer waits; empty: without limit
 */
public record Arrival(
    String id,
    long arrival,
    Optional<String> skill,
    Optional<String> consumer,
    boolean urgent,
    long handling,
    OptionalLong patience,
    Map<String, String> attributes) {

  public Arrival {
    attributes = Map.copyOf(attributes);
  }
}
