package io.switchboard.domain.routing;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.account.SkillPolicy;

/**
 * Availability of an agent at one moment, as reported to a queue.
 *
 * @param group the agent group; an empty string when the agent has none
 * @param conversations number of the agent's conversations, including ringing offers
 * @param load the sum of the weights of these conversations, in thousandths, for dynamic capacity
 * @param idleSince when the agent last received a conversation; before the first one, when the
 *     agent first came online
 */
public record AgentAvailability(
    String id,
    String group,
    Presence presence,
    CapacityMode mode,
    int conversations,
    long load,
    int maximum,
    long idleSince,
    int skills) {

  private static final int FRACTION_BITS = 20;

  /**
   * The same agent with the group, maximum, capacity mode and number of skills of a configuration;
   * unchanged when the configuration does not contain the agent.
   */
  public AgentAvailability by(AccountPolicy account) {
    AgentPolicy own = account.agents().get(id);
    return own == null || isBy(own, account.capacityMode())
        ? this
        : new AgentAvailability(
            id,
            own.group().orElse(""),
            presence,
            account.capacityMode(),
            conversations,
            load,
            own.maxConversations(),
            idleSince,
            own.skills().size());
  }

  private boolean isBy(AgentPolicy own, CapacityMode configured) {
    return group.equals(own.group().orElse(""))
        && mode == configured
        && maximum == own.maxConversations()
        && skills == own.skills().size();
  }

  /** The same agent, offline. */
  public AgentAvailability loggedOut() {
    return new AgentAvailability(
        id, group, Presence.OFFLINE, mode, conversations, load, maximum, idleSince, skills);
  }

  /** The same agent with further active conversations; {@code at} becomes {@code idleSince}. */
  public AgentAvailability offered(int more, DynamicWeights weights, long at) {
    if (more == 0) {
      return this;
    }
    long heavier = mode == CapacityMode.MAX_CONCURRENT ? 0 : more * weights.activeWeight();
    return new AgentAvailability(
        id, group, presence, mode, conversations + more, load + heavier, maximum, at, skills);
  }

  public boolean isOnline() {
    return presence == Presence.ONLINE;
  }

  /** Whether the agent has capacity for one more conversation of this skill (section 3.1). */
  public boolean hasCapacityFor(SkillPolicy skill) {
    return capacityFor(skill) > 0;
  }

  /** For how many more conversations of this skill the agent has capacity (section 3.1). */
  public int capacityFor(SkillPolicy skill) {
    return capacity(conversations, load, skill);
  }

  /** Whether the agent would have capacity for this skill without other conversations. */
  public boolean couldTake(SkillPolicy skill) {
    return capacity(0, 0, skill) > 0;
  }

  private int capacity(int taken, long already, SkillPolicy skill) {
    if (mode == CapacityMode.MAX_CONCURRENT || maximum == 0) {
      return Math.max(0, maximum - taken);
    }
    DynamicWeights weights = skill.weights();
    long rest = maximum * DynamicWeights.ONE + weights.overdraft() - already;
    long more =
        rest < 0
            ? 0
            : weights.activeWeight() == 0 ? Integer.MAX_VALUE : rest / weights.activeWeight();
    return (int) Math.min(Integer.MAX_VALUE, more);
  }

  /**
   * The agent's utilisation; a smaller value is less busy. It is the number of conversations, or
   * with dynamic capacity the load divided by the maximum in fixed point. 20 bits order the
   * fractions exactly: two different ones with maxima up to 1,000 differ by more than a millionth.
   */
  public long utilisation() {
    if (mode == CapacityMode.MAX_CONCURRENT) {
      return conversations;
    }
    return maximum == 0 ? Long.MAX_VALUE : (load << FRACTION_BITS) / maximum;
  }
}
