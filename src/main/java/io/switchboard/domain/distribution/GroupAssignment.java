package io.switchboard.domain.distribution;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The assignment of a conversation to an agent, as the ledger counts it.
 *
 * @param allottedTo the group of the conversation; empty for a transfer to that agent, which is
 *     never an overflow
 * @param couldTake if the two differ, the groups that could have taken the conversation, in their
 *     order
 */
public record GroupAssignment(Optional<String> allottedTo, String placedIn, Set<String> couldTake) {

  public GroupAssignment {
    couldTake = Collections.unmodifiableSet(new LinkedHashSet<>(couldTake));
  }
}
