package io.switchboard.domain.queue;

import io.switchboard.domain.queue.matching.SkillQueue;
import io.switchboard.domain.statemachine.MachinePart;

/** Part of the state machine of a queue. All parts share its contents and its matching. */
abstract class QueuePart extends MachinePart<QueueEvent> {
  final String skill;
  final QueueContents contents;
  final Matcher matcher;
  final RosterReadiness readiness;

  QueuePart(QueueMachine whole) {
    super(whole);
    this.skill = whole.skill;
    this.contents = whole.contents;
    this.matcher = whole.matcher;
    this.readiness = whole.readiness;
  }

  final SkillQueue queue() {
    return matcher.queue();
  }
}
