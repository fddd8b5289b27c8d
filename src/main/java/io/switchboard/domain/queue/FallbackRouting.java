package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage.CheckWaiting;
import io.switchboard.domain.protocol.QueueMessage.FallbackPresenceReport;
import io.switchboard.domain.protocol.QueueMessage.RequestFallbackPresence;
import io.switchboard.domain.routing.SkillSelection;
import io.switchboard.domain.routing.WaitingConversation;
import io.switchboard.domain.statemachine.ReportVersion;
import io.switchboard.domain.statemachine.WakeUpTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Redirects conversations of a queue to other skills (routing rules, section 2): because the skill
 * was removed or has no agents, or because none of its agents is online and an agent of a fallback
 * skill is. A redirected conversation stays in the queue until it is removed; meanwhile the queue
 * repeats the redirect or probes the conversation.
 */
final class FallbackRouting extends QueuePart {
  /** After how many nanoseconds a message that may have been lost is sent again. */
  static final long REPEAT_AFTER = Duration.ofSeconds(5).toNanos();

  /** The skill to which a conversation goes; empty when the skill is to be chosen again. */
  record Elsewhere(Optional<String> skill) {}

  private final ReportVersion version;
  private final FallbackPresence fallbackPresence = new FallbackPresence();
  private final Map<String, Long> repeatAt = new LinkedHashMap<>();
  private final Set<String> unanswered = new HashSet<>();
  private OptionalLong timer = OptionalLong.empty();

  FallbackRouting(QueueMachine whole, ReportVersion version) {
    super(whole);
    this.version = version;
  }

  /** Marks what an earlier incarnation redirected, to redirect or probe it again. */
  void wake(long now) {
    contents.entries().stream()
        .filter(QueueState.QueueEntry::redirected)
        .forEach(entry -> repeatAt.put(entry.conversation().id(), now));
  }

  /** Adopts a configuration and requests the presence at the fallback skills. */
  void configure() {
    unanswered.clear();
    fallbackPresence.configure(skill, queue().eligibleAgents(), policy());
    requestPresences();
  }

  // --- presence at fallback skills ---

  void presenceReported(FallbackPresenceReport report, long now) {
    fallbackPresence.record(report.skill(), report.online(), report.version());
    unanswered.remove(report.skill());
    redirect(now);
  }

  /** Reports to all skills that fall back to this one whether an agent is online. */
  void reportToDependents(long now) {
    reportPresence(fallbackPresence.dependents(), now);
  }

  /** Reports to one queue whether an agent is online, with a newer version than that queue has. */
  void presenceRequested(RequestFallbackPresence request, long now) {
    version.passes(request.known());
    reportPresence(Set.of(request.asking()), now);
  }

  private void reportPresence(Set<String> skills, long now) {
    long latest = version.next(now);
    boolean online = queue().eligibleAgents().online() > 0;
    skills.forEach(
        other ->
            send(new Envelope.ToQueue(other, new FallbackPresenceReport(skill, online, latest))));
  }

  private void requestPresences() {
    for (String other : fallbackPresence.chain()) {
      send(
          new Envelope.ToQueue(
              other, new RequestFallbackPresence(skill, fallbackPresence.version(other))));
    }
  }

  // --- redirects ---

  /** Where a conversation goes; empty when it stays. */
  Optional<Elsewhere> elsewhere(WaitingConversation conversation) {
    if (mustLeave()) {
      return Optional.of(new Elsewhere(Optional.empty()));
    }
    return conversation.assignedBefore() || !readiness.judgesAbsence()
        ? Optional.empty()
        : new SkillSelection(policy())
            .fallback(skill, fallbackPresence)
            .map(target -> new Elsewhere(Optional.of(target)));
  }

  /** Whether the skill is removed, or has no agents and gives its conversations away. */
  private boolean mustLeave() {
    return !policy().skills().containsKey(skill) || new SkillSelection(policy()).sendsAway(skill);
  }

  /**
   * Handles that the last agent went offline. The agent may have been the last one of a fallback
   * skill too, and the report of that skill may not have arrived. So the queue requests the
   * presence at all fallback skills, and redirects nothing before they have answered.
   */
  void lastAgentLeft(long now) {
    if (fallbackPresence.chain().isEmpty() || contents.size() == 0) {
      redirect(now);
    } else {
      unanswered.addAll(fallbackPresence.chain());
      requestPresences();
      startTimer(now);
    }
  }

  /** Redirects what may not or need not stay, and probes what was redirected and may stay now. */
  void redirect(long now) {
    if (!readiness.isReady() || !unanswered.isEmpty()) {
      return;
    }
    boolean somethingMoves =
        mustLeave()
            || !repeatAt.isEmpty()
            || new SkillSelection(policy()).fallback(skill, fallbackPresence).isPresent();
    if (somethingMoves) {
      new ArrayList<>(contents.entries()).forEach(entry -> redirect(entry, now));
    }
    boolean mayMoveLater =
        !fallbackPresence.chain().isEmpty()
            && queue().eligibleAgents().online() == 0
            && contents.size() > 0;
    if (mayMoveLater || !repeatAt.isEmpty()) {
      startTimer(now);
    }
  }

  /** Redirects or probes one conversation, unless it is offered to an agent. */
  void redirect(QueueState.QueueEntry entry, long now) {
    String id = entry.conversation().id();
    if (matcher.offers().find(id).isPresent() || repeatAt.getOrDefault(id, now) > now) {
      return;
    }
    Optional<Elsewhere> elsewhere = elsewhere(entry.conversation());
    if (elsewhere.isPresent()) {
      if (!entry.redirected()) {
        emit(new QueueEvent.Redirected(id, entry.routingEpoch(), now));
      }
      send(
          id,
          new ConversationMessage.Redirect(entry.routingEpoch(), elsewhere.get().skill(), false));
    } else if (repeatAt.containsKey(id)) {
      send(id, new ConversationMessage.Probe(skill, entry.routingEpoch()));
    } else {
      return;
    }
    repeatAt.put(id, now + REPEAT_AFTER);
    startTimer(now);
  }

  /** Ends the redirects and probes of a conversation. */
  void forget(String conversation) {
    repeatAt.remove(conversation);
  }

  void stillWaits(CheckWaiting still) {
    if (contents.find(still.conversation(), still.routingEpoch()).isPresent()) {
      forget(still.conversation());
    }
  }

  // --- timers ---

  private void startTimer(long now) {
    if (timer.isEmpty()) {
      timer = OptionalLong.of(now + REPEAT_AFTER);
    }
  }

  void tick(long now) {
    if (WakeUpTimes.isDue(timer, now)) {
      timer = OptionalLong.empty();
      unanswered.clear();
      requestPresences();
      redirect(now);
    }
  }

  OptionalLong nextTimer() {
    return timer;
  }
}
