package io.switchboard.domain.routing;

import java.util.Optional;

/** The agents to whom a waiting conversation is open. */
public sealed interface Access {

  Access ANYONE = new Anyone();

  /** The agents of this group; all agents of the skill when the group is empty. */
  static Access of(Optional<String> group) {
    return group.<Access>map(OnlyGroup::new).orElse(ANYONE);
  }

  /** Whether an agent of this group may get the conversation. */
  boolean admits(String agent, Optional<String> group);

  record Anyone() implements Access {
    @Override
    public boolean admits(String agent, Optional<String> group) {
      return true;
    }
  }

  /** The agents of the group to which it was allotted (routing rules, section 5). */
  record OnlyGroup(String group) implements Access {
    @Override
    public boolean admits(String agent, Optional<String> itsGroup) {
      return itsGroup.filter(group::equals).isPresent();
    }
  }

  /**
   * The agent to whom it was transferred, for the skill's {@code transferToAgentMaxWait} (routing
   * rules, section 6).
   *
   * @param since time of the transfer, in nanoseconds
   */
  record OnlyAgent(String agent, long since) implements Access {
    @Override
    public boolean admits(String another, Optional<String> group) {
      return agent.equals(another);
    }
  }
}
