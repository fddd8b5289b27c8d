package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.QueueMessage.RecordRefusal;
import io.switchboard.domain.queue.QueueState.QueueEntry;
import io.switchboard.domain.routing.WaitingConversation;
import io.switchboard.domain.statemachine.WakeUpTimes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Changes of the set of agents to whom waiting conversations are open: by refusals, and by the
 * opening to other groups or agents (routing rules, sections 3 and 5). An agent whose report is
 * still awaited does not count as absent.
 */
final class Overflow extends QueuePart {
  Overflow(QueueMachine whole) {
    super(whole);
  }

  void refused(QueueEntry entry, RecordRefusal refusal, long now) {
    replace(entry, queue().refuse(entry.conversation(), refusal.agent(), now), now);
  }

  /** Opens a conversation as far as the configuration, the time and the presences allow. */
  void admit(QueueEntry entry, long now) {
    replace(entry, queue().access().admitted(entry.conversation(), now), now);
  }

  /**
   * Opens the offered conversations as far as possible before the configuration changes. A
   * conversation that has waited {@code maxWaitTime} by the old configuration stays open to every
   * group under the new one.
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

  /** Opens the conversations that wait for a group without an agent online. */
  void openAbandoned(long now) {
    List<WaitingConversation> opened =
        queue().groups().stream()
            .flatMap(group -> queue().access().abandoned(group).stream())
            .toList();
    opened.forEach(one -> update(contents.find(one.id()).orElseThrow(), one, now));
    matcher.findAgents(opened, now);
  }

  /** Opens conversations whose wait is over; finds agents for them and those not excluded now. */
  void openDue(long now) {
    if (readiness.isReady()) {
      List<WaitingConversation> opened = queue().access().due(now);
      opened.forEach(one -> update(contents.find(one.id()).orElseThrow(), one, now));
      opened.addAll(queue().reconsidered(now));
      if (!opened.isEmpty()) {
        matcher.findAgents(opened, now);
      }
    }
  }

  private void update(QueueEntry entry, WaitingConversation changed, long now) {
    emit(new QueueEvent.Updated(entry.revision(), changed, Optional.empty(), now));
    matcher.revise(changed);
  }

  OptionalLong nextTimer() {
    return readiness.isReady()
        ? WakeUpTimes.earliest(queue().access().nextDue(), queue().nextReconsidered())
        : OptionalLong.empty();
  }
}
