package io.switchboard.domain.conversation;

import io.switchboard.domain.protocol.Party;

/** Where a conversation goes when it leaves its agent. */
public sealed interface HandoverTarget {

  /** The conversation is closed. */
  record End(Party by) implements HandoverTarget {}

  /** Back to the queue of its skill. */
  record BackToQueue(String reason) implements HandoverTarget {}

  /** To the queue of another skill. */
  record ToSkill(String skill) implements HandoverTarget {}

  /** To one agent of its skill, through the queue. */
  record ToAgent(String agent) implements HandoverTarget {}

  /** To an agent of a takeover who has a reservation for it already. */
  record ToReservation(String agent, String reservation) implements HandoverTarget {}
}
