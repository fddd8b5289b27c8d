package io.switchboard.domain.machine;

import io.switchboard.domain.protocol.Party;

/** Where a conversation goes when it leaves its agent. */
public sealed interface Departure {

  /** It ends. */
  record End(Party by) implements Departure {}

  /** Back to where it came from. */
  record BackToQueue(String why) implements Departure {}

  /** To another skill. */
  record ToSkill(String skill) implements Departure {}

  /** To one agent of its skill. */
  record ToAgent(String agent) implements Departure {}

  /** To an agent who holds room for it already. */
  record ToHold(String agent, String hold) implements Departure {}
}
