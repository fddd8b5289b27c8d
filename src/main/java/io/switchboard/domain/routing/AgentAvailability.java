package io.switchboard.domain.routing;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.account.SkillPolicy;

/**
 * What a queue knows of an agent at a moment.
 *
 * @param group empty when the agent has none
 * @param conversations how many the agent has, ringing ones counted
 * @param load the sum of their weights, in thousandths; what dynamic capacity counts
 * @param maximum how many conversations the agent takes at most
 * @param idleSince when the agent last received a conversation; before the first one, when they
 *     first came online
 * @param skills how many skills the agent has
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

  /** The same agent as a configuration has them; the same view when it does not have them. */
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

  /** The same agent, logged out. */
  public AgentAvailability loggedOut() {
    return new AgentAvailability(
        id, group, Presence.OFFLINE, mode, conversations, load, maximum, idleSince, skills);
  }

  /**
   * The same agent with so many further conversations in their hands, each of them active, which
   * they received at a moment.
   *
   * @param more at least 0; with 0 it is the same view
   * @param weights of the skill of these conversations
   */
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

  /** Whether the agent may be given one more conversation of this skill (section 3.1). */
  public boolean hasRoomFor(SkillPolicy skill) {
    return roomFor(skill) > 0;
  }

  /** How many more conversations of this skill the agent may be given (section 3.1). */
  public int roomFor(SkillPolicy skill) {
    return room(conversations, load, skill);
  }

  /** Whether the agent could be given a conversation of this skill if they had no other. */
  public boolean couldTake(SkillPolicy skill) {
    return room(0, 0, skill) > 0;
  }

  private int room(int held, long already, SkillPolicy skill) {
    if (mode == CapacityMode.MAX_CONCURRENT || maximum == 0) {
      return Math.max(0, maximum - held);
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
   * Smaller is less busy: the number of conversations, or the load as an exact order of fractions
   * (maxima up to 1,000 differ by more than one in a millionth, which 20 bits keep apart).
   */
  public long utilisation() {
    if (mode == CapacityMode.MAX_CONCURRENT) {
      return conversations;
    }
    return maximum == 0 ? Long.MAX_VALUE : (load << FRACTION_BITS) / maximum;
  }
}
