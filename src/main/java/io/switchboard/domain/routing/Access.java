package io.switchboard.domain.routing;

import java.util.Optional;

/** To whom a waiting conversation is open. */
public sealed interface Access {

  /** To everybody who serves the skill. */
  Access ANYONE = new Anyone();

  /** To the group that it was allotted to; to everybody when it was allotted to none. */
  static Access of(Optional<String> group) {
    return group.<Access>map(OnlyGroup::new).orElse(ANYONE);
  }

  /** Whether an agent of this group may be given it. */
  boolean admits(String agent, Optional<String> group);

  record Anyone() implements Access {
    @Override
    public boolean admits(String agent, Optional<String> group) {
      return true;
    }
  }

  /** To the group that it was allotted to (routing rules, section 5). */
  record OnlyGroup(String group) implements Access {
    @Override
    public boolean admits(String agent, Optional<String> itsGroup) {
      return itsGroup.filter(group::equals).isPresent();
    }
  }

  /**
   * To the agent to whom it was transferred, for as long as the skill's policy says (routing rules,
   * section 6).
   *
   * @param since when it was transferred
   */
  record OnlyAgent(String agent, long since) implements Access {
    @Override
    public boolean admits(String another, Optional<String> group) {
      return agent.equals(another);
    }
  }
}
