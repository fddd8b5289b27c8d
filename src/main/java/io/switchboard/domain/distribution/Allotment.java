package io.switchboard.domain.distribution;

import java.util.List;
import java.util.Optional;

/**
 * The allotment of a conversation to a group, with all that the ledger needs to count it. Applying
 * it does not repeat the decision, so stored allotments keep their meaning when the rules change.
 *
 * @param available the groups of that tier, including that group, among which the turn was taken,
 *     in the order of the configuration
 * @param undisturbedTurn while some primary groups are unavailable: the primary group whose turn it
 *     would be if all were available
 * @param diverted whether the conversation was diverted to {@code group} from {@code
 *     undisturbedTurn}
 */
public record Allotment(
    String group,
    Ledger.Tier tier,
    List<String> available,
    Optional<String> undisturbedTurn,
    boolean diverted) {

  /** Throws {@link IllegalArgumentException} if the group is not among the available ones. */
  public Allotment {
    available = List.copyOf(available);
    if (!available.contains(group)) {
      throw new IllegalArgumentException(group + " is not among " + available);
    }
  }
}
