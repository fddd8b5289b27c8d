package io.switchboard.domain.conversation;

import io.switchboard.domain.protocol.Party;

/** Where a conversation goes when it leaves its agent. */
public sealed interface HandoverTarget {

  /** It ends. */
  record End(Party by) implements HandoverTarget {}

  /** Back to where it came from. */
  record BackToQueue(String why) implements HandoverTarget {}

  /** To another skill. */
  record ToSkill(String skill) implements HandoverTarget {}

  /** To one agent of its skill. */
  record ToAgent(String agent) implements HandoverTarget {}

  /** To an agent who holds room for it already. */
  record ToReservation(String agent, String reservation) implements HandoverTarget {}
}
