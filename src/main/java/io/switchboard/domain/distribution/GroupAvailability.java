package io.switchboard.domain.distribution;

import java.util.Set;

/**
 * The groups of a distribution at the moment of a decision.
 *
 * @param online those of whom somebody who has the skill is online
 * @param overwhelmed those that have no room now while the longest-waiting conversation that was
 *     allotted to them has waited the skill's maximum wait time or more; with a maximum of zero,
 *     those that have no room
 */
public record GroupAvailability(Set<String> online, Set<String> overwhelmed) {

  public GroupAvailability {
    online = Set.copyOf(online);
    overwhelmed = Set.copyOf(overwhelmed);
  }
}
