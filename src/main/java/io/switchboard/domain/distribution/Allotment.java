package io.switchboard.domain.distribution;

import io.switchboard.domain.distribution.Ledger.Tier;
import java.util.List;
import java.util.Optional;

/**
 * A conversation's allotment to a group: a decision that was made, with all that the ledger needs
 * to follow it. Applying it never asks again how the decision would be made, so a log of them keeps
 * its meaning when the rules change.
 *
 * @param group to which the conversation is allotted
 * @param tier the tier of that group
 * @param available the groups of that tier among which the turn was taken, that group among them,
 *     in the order of the configuration
 * @param undisturbedTurn while some primary groups were not available: the primary group whose turn
 *     it was by the count that goes on as if all were
 * @param diverted whether the conversation was diverted to the group from the one of that count
 */
public record Allotment(
    String group,
    Tier tier,
    List<String> available,
    Optional<String> undisturbedTurn,
    boolean diverted) {

  /**
   * @throws IllegalArgumentException when the group is not among the available ones
   */
  public Allotment {
    available = List.copyOf(available);
    if (!available.contains(group)) {
      throw new IllegalArgumentException(group + " is not among " + available);
    }
  }
}
