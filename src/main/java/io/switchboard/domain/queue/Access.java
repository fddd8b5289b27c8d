package io.switchboard.domain.queue;

/** To whom a waiting conversation is open. */
public sealed interface Access {

  /** To everybody who serves the skill. */
  Access ANYONE = new Anyone();

  record Anyone() implements Access {}

  /** To the group that it was allotted to (routing rules, section 5). */
  record OnlyGroup(String group) implements Access {}

  /**
   * To the agent to whom it was transferred, for as long as the skill's policy says (routing rules,
   * section 6).
   *
   * @param since when it was transferred
   */
  record OnlyAgent(String agent, long since) implements Access {}
}
