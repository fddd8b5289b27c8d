package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.QueueMessage.RecordRefusal;
import io.switchboard.domain.queue.QueueEvent.Updated;
import io.switchboard.domain.queue.QueueState.QueueEntry;
import io.switchboard.domain.queue.matching.SkillQueue;
import io.switchboard.domain.routing.WaitingConversation;
import io.switchboard.domain.statemachine.MachinePart;
import io.switchboard.domain.statemachine.StateMachine;
import io.switchboard.domain.statemachine.WakeUpTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * To whom those who wait are open: who has refused them, and when they are opened to other groups
 * or agents (routing rules, sections 3 and 5). Nothing is opened for want of somebody who has yet
 * to be heard.
 */
final class Overflow extends MachinePart<QueueEvent> {
  private final QueueContents contents;
  private final Matcher matcher;
  private final RosterReadiness readiness;

  Overflow(
      StateMachine<?, QueueEvent> whole,
      QueueContents contents,
      Matcher matcher,
      RosterReadiness readiness) {
    super(whole);
    this.contents = contents;
    this.matcher = matcher;
    this.readiness = readiness;
  }

  /** An agent has refused one that waits. */
  void refused(QueueEntry entry, RecordRefusal refusal, long now) {
    replace(entry, queue().refuse(entry.conversation(), refusal.agent(), now), now);
  }

  /** Opens one as far as it may be by the configuration, the time and those who are there. */
  void admit(QueueEntry entry, long now) {
    replace(entry, queue().admitted(entry.conversation(), now), now);
  }

  /**
   * Opens what rings as far as it may be. What has waited long enough by this configuration is open
   * to every group, whatever the next one says.
   */
  void admitOffered(long now) {
    matcher.offers().conversations().stream()
        .flatMap(conversation -> contents.find(conversation).stream())
        .filter(entry -> !queue().needsAllotment(entry.conversation()))
        .forEach(entry -> admit(entry, now));
  }

  private void replace(QueueEntry entry, WaitingConversation changed, long now) {
    if (!changed.equals(entry.conversation())) {
      update(entry, changed, now);
    }
  }

  /** Opens what waits for a group of whom nobody is online. */
  void openAbandoned(long now) {
    List<WaitingConversation> opened =
        matcher.groups().stream().flatMap(group -> queue().abandoned(group).stream()).toList();
    opened.forEach(one -> update(contents.find(one.id()).orElseThrow(), one, now));
    matcher.seekAll(opened, now);
  }

  /** Opens what has waited long enough for its group, for one agent, or for others to take it. */
  void openDue(long now) {
    if (readiness.isReady()) {
      List<WaitingConversation> opened = new ArrayList<>(queue().overdue(now));
      opened.addAll(queue().expiredTargets(now));
      opened.forEach(one -> update(contents.find(one.id()).orElseThrow(), one, now));
      opened.addAll(queue().reconsidered(now));
      if (!opened.isEmpty()) {
        matcher.seekAll(opened, now);
      }
    }
  }

  private void update(QueueEntry entry, WaitingConversation changed, long now) {
    emit(new Updated(entry.revision(), changed, Optional.empty(), now));
    matcher.revise(changed);
  }

  OptionalLong nextTimer() {
    return readiness.isReady()
        ? WakeUpTimes.earliest(
            queue().nextOpening(), queue().nextTargetExpiry(), queue().nextReconsidered())
        : OptionalLong.empty();
  }

  private SkillQueue queue() {
    return matcher.queue();
  }
}
