package io.switchboard.chaos;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.routing.Access;
import java.util.Optional;

/**
 * The rules of a run. During a run only the percentages of plans may change.
 *
 * @param account without dynamic capacity
 */
public record Rules(AccountPolicy account) {

  /**
   * The rules of an account.
   *
   * @throws IllegalArgumentException under dynamic capacity
   */
  public static Rules of(AccountPolicy account) {
    if (account.capacityMode() != CapacityMode.MAX_CONCURRENT) {
      throw new IllegalArgumentException("what an agent has room for must not depend on time");
    }
    return new Rules(account);
  }

  /** Whether an agent serves a skill. */
  boolean serves(String agent, String skill) {
    SkillPolicy known = account.skills().get(skill);
    return known != null && known.agents().contains(agent);
  }

  /** Whether this access includes the agent. */
  boolean isOpenTo(String agent, Access access) {
    if (access instanceof Access.OnlyAgent only) {
      return only.agent().equals(agent);
    }
    return !(access instanceof Access.OnlyGroup only)
        || Optional.ofNullable(account.agents().get(agent))
            .flatMap(known -> known.group())
            .filter(only.group()::equals)
            .isPresent();
  }

  /** The maximum of an agent; 0 for an unknown agent. */
  int maximumOf(String agent) {
    return Optional.ofNullable(account.agents().get(agent))
        .map(known -> known.maxConversations())
        .orElse(0);
  }
}
