package io.switchboard.domain.routing;

import java.util.Optional;
import java.util.Set;

/**
 * The part of a waiting conversation that its queue changes while it waits. An assigned
 * conversation keeps it for its next wait.
 *
 * @param group the group to which it is allotted; empty when its skill does not distribute
 * @param refusedBy the agents whose refusals count
 */
public record Eligibility(Access access, Optional<String> group, Set<String> refusedBy) {

  public Eligibility {
    refusedBy = Set.copyOf(refusedBy);
  }
}
