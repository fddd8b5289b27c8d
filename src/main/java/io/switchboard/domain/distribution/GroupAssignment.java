package io.switchboard.domain.distribution;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger is told of a conversation that an agent gets.
 *
 * @param allottedTo the group to which it was allotted; empty when it was transferred to that very
 *     agent, which is no overflow whatever their group
 * @param placedIn the agent's group
 * @param couldTake when these two differ, the groups that could have taken it; they keep their
 *     order
 */
public record GroupAssignment(Optional<String> allottedTo, String placedIn, Set<String> couldTake) {

  public GroupAssignment {
    couldTake = Collections.unmodifiableSet(new LinkedHashSet<>(couldTake));
  }
}
