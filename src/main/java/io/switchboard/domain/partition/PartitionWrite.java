package io.switchboard.domain.partition;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a partition stores for one batch of messages.
 *
 * @param events stored as one value of the journal
 * @param states the state after the batch of each entity that changed, by id; each replaces the
 *     earlier state of the entity, in the same transaction. Empty when the value was read from the
 *     journal
 * @param removed the entities whose states are deleted in the same transaction, with all earlier
 *     events of the partition. A conversation that is not closed stays. Empty when the value was
 *     read from the journal
 */
public record PartitionWrite(
    List<? extends PartitionEvent<?>> events, Map<String, Object> states, Set<String> removed) {
  public PartitionWrite {
    events = List.copyOf(events);
    states = states == null ? Map.of() : Map.copyOf(states);
    removed = removed == null ? Set.of() : Set.copyOf(removed);
  }
}
