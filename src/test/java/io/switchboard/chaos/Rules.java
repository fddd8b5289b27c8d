package io.switchboard.chaos;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.routing.Access;
import java.util.Optional;

/**
 * By what a run is judged. While it runs, nothing of it changes but the percentages of plans.
 *
 * @param account counts conversations, and does not weigh them
 */
public record Rules(AccountPolicy account) {

  /**
   * The rules of an account.
   *
   * @throws IllegalArgumentException when conversations are weighed
   */
  public static Rules of(AccountPolicy account) {
    if (account.capacityMode() != CapacityMode.MAX_CONCURRENT) {
      throw new IllegalArgumentException("what an agent has room for must not depend on time");
    }
    return new Rules(account);
  }

  /** Whether an agent takes conversations of a skill. */
  boolean serves(String agent, String skill) {
    SkillPolicy known = account.skills().get(skill);
    return known != null && known.agents().contains(agent);
  }

  /** Whether what is for these is also for the agent. */
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

  /** How many conversations an agent may have; none when nobody knows of them. */
  int maximumOf(String agent) {
    return Optional.ofNullable(account.agents().get(agent))
        .map(known -> known.maxConversations())
        .orElse(0);
  }
}
