package io.switchboard.domain.distribution;

import java.util.Set;

/**
 * The availability of a distribution's groups at the time of a decision.
 *
 * @param online the groups with an agent online who has the skill
 * @param overwhelmed the groups without capacity whose longest-waiting conversation has waited the
 *     skill's maximum wait time or longer; if that time is zero, all groups without capacity
 */
public record GroupAvailability(Set<String> online, Set<String> overwhelmed) {

  public GroupAvailability {
    online = Set.copyOf(online);
    overwhelmed = Set.copyOf(overwhelmed);
  }
}
