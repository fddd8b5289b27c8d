package io.switchboard.domain.machine;

import io.switchboard.domain.machine.QueueEvent.Updated;
import io.switchboard.domain.machine.QueueSnapshot.Entry;
import io.switchboard.domain.protocol.QueueMessage.EnterRefusal;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * To whom those who wait are open: who has refused them, and when they are opened to other groups
 * or agents (routing rules, sections 3 and 5). Before it is known who is not there, nothing is
 * opened for want of anybody.
 */
final class Opening extends Part<QueueEvent> {
  private final QueueMemory memory;
  private final Matcher matcher;
  private final Attendance attendance;

  Opening(
      StateMachine<?, QueueEvent> whole,
      QueueMemory memory,
      Matcher matcher,
      Attendance attendance) {
    super(whole);
    this.memory = memory;
    this.matcher = matcher;
    this.attendance = attendance;
  }

  /** An agent has refused one that waits. */
  void refused(Entry entry, EnterRefusal refusal, long now) {
    WaitingConversation before = entry.conversation();
    if (!before.refusedBy().contains(refusal.agent())
        || before.access() instanceof Access.OnlyAgent) {
      update(entry, refusedBy(before, refusal.agent(), now), now);
    }
  }

  private WaitingConversation refusedBy(WaitingConversation before, String agent, long now) {
    if (attendance.judgesAbsence() || before.access() instanceof Access.OnlyAgent) {
      return queue().refuse(before, agent, now);
    }
    Set<String> refusing = new LinkedHashSet<>(before.refusedBy());
    refusing.add(agent);
    return before.withRefusedBy(refusing);
  }

  /** Opens one as far as it may be by the configuration and those who are there. */
  void admit(Entry entry, long now) {
    if (attendance.judgesAbsence() || entry.conversation().access() instanceof Access.OnlyAgent) {
      WaitingConversation admitted = queue().admitted(entry.conversation(), now);
      if (!admitted.equals(entry.conversation())) {
        update(entry, admitted, now);
      }
    }
  }

  /** Opens what waits for a group of whom nobody is online. */
  void openAbandoned(long now) {
    if (attendance.judgesAbsence()) {
      matcher.teams().forEach(team -> open(queue().abandoned(team), now));
    }
  }

  /** Opens what has waited long enough for its group, or for one agent. */
  void openDue(long now) {
    if (attendance.isReady()) {
      open(queue().overdue(now), now);
      open(queue().expiredTargets(now), now);
    }
  }

  private void open(List<WaitingConversation> opened, long now) {
    opened.forEach(one -> update(memory.find(one.id()).orElseThrow(), one, now));
    matcher.seekAll(opened, now);
  }

  private void update(Entry entry, WaitingConversation changed, long now) {
    emit(new Updated(entry.revision(), changed, Optional.empty(), now));
    matcher.revise(changed);
  }

  OptionalLong nextTimer() {
    return attendance.isReady()
        ? Timers.earliest(queue().nextOpening(), queue().nextTargetExpiry())
        : OptionalLong.empty();
  }

  private SkillQueue queue() {
    return matcher.queue();
  }
}
