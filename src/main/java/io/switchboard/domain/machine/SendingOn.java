package io.switchboard.domain.machine;

import io.switchboard.domain.machine.QueueEvent.SentOn;
import io.switchboard.domain.machine.QueueSnapshot.Entry;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.QueueMessage.AskPresence;
import io.switchboard.domain.protocol.QueueMessage.FallbackPresence;
import io.switchboard.domain.protocol.QueueMessage.StillWaits;
import io.switchboard.domain.protocol.Send;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.selection.SkillSelection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Sends on the conversations of a queue that cannot stay, as the skill is gone or no agent has it,
 * or need not, as nobody is here but somebody of a fallback is (routing rules, section 2). What was
 * sent on stays in line, and is asked about, until it is taken out.
 */
final class SendingOn extends Part<QueueEvent> {
  /** How often is asked again what may have been lost on the way. */
  static final long ASK_AGAIN = Duration.ofSeconds(5).toNanos();

  /** The skill to which a conversation goes; empty: to be chosen again. */
  record Elsewhere(Optional<String> skill) {}

  private final String skill;
  private final QueueMemory memory;
  private final Matcher matcher;
  private final Attendance attendance;
  private final Version version;
  private final Neighbours neighbours = new Neighbours();
  private final Map<String, Long> asked = new LinkedHashMap<>();
  private final Set<String> unanswered = new HashSet<>();
  private OptionalLong askAt = OptionalLong.empty();

  SendingOn(
      StateMachine<?, QueueEvent> whole,
      String skill,
      QueueMemory memory,
      Matcher matcher,
      Attendance attendance,
      Version version) {
    super(whole);
    this.skill = skill;
    this.memory = memory;
    this.matcher = matcher;
    this.attendance = attendance;
    this.version = version;
  }

  /** Asks those that had been sent on in an earlier life. */
  void wake(long now) {
    memory.entries().stream()
        .filter(Entry::sentOn)
        .forEach(entry -> asked.put(entry.conversation().id(), now));
  }

  /** Learns which skills are the neighbours, and asks them. */
  void configure() {
    unanswered.clear();
    neighbours.configure(skill, matcher.queue().crew(), policy());
    askNeighbours();
  }

  // --- neighbours ---

  void heard(FallbackPresence heard, long now) {
    neighbours.heard(heard.skill(), heard.online(), heard.version());
    unanswered.remove(heard.skill());
    sendOn(now);
  }

  /** Tells those who fall back to here whether somebody is. */
  void tellDependents(long now) {
    tellPresence(neighbours.dependents(), now);
  }

  /** Tells a neighbour whether somebody is here, in a way that it takes for new. */
  void asked(AskPresence ask, long now) {
    version.passes(ask.known());
    tellPresence(Set.of(ask.asking()), now);
  }

  private void tellPresence(Set<String> skills, long now) {
    long latest = version.next(now);
    boolean online = matcher.queue().crew().online() > 0;
    skills.forEach(
        other -> send(new Send.ToQueue(other, new FallbackPresence(skill, online, latest))));
  }

  private void askNeighbours() {
    for (String other : neighbours.chain()) {
      send(new Send.ToQueue(other, new AskPresence(skill, neighbours.version(other))));
    }
  }

  // --- who goes elsewhere ---

  /** Where a conversation goes instead; empty: it stays. */
  Optional<Elsewhere> elsewhere(WaitingConversation conversation) {
    if (nobodyCanStay()) {
      return Optional.of(new Elsewhere(Optional.empty()));
    }
    return conversation.assignedBefore() || !attendance.judgesAbsence()
        ? Optional.empty()
        : new SkillSelection(policy())
            .fallback(skill, neighbours)
            .map(target -> new Elsewhere(Optional.of(target)));
  }

  /**
   * Whether the skill does not exist any more, or no agent has it and the account sends it away.
   */
  private boolean nobodyCanStay() {
    return !policy().skills().containsKey(skill) || new SkillSelection(policy()).sendsAway(skill);
  }

  /**
   * The last agent has left. They may have been the last of a neighbour too, which may not be known
   * here yet: all neighbours are asked, and nothing is sent on before they have answered.
   */
  void deserted(long now) {
    if (neighbours.chain().isEmpty() || memory.size() == 0) {
      sendOn(now);
    } else {
      unanswered.addAll(neighbours.chain());
      askNeighbours();
      askAgain(now);
    }
  }

  /** Sends on all who go elsewhere, and asks those who have been sent on. */
  void sendOn(long now) {
    if (!attendance.isReady() || !unanswered.isEmpty()) {
      return;
    }
    boolean somethingMoves =
        nobodyCanStay()
            || !asked.isEmpty()
            || new SkillSelection(policy()).fallback(skill, neighbours).isPresent();
    if (somethingMoves) {
      new ArrayList<>(memory.entries()).forEach(entry -> sendOn(entry, now));
    }
    boolean mayMoveLater =
        !neighbours.chain().isEmpty() && matcher.queue().crew().online() == 0 && memory.size() > 0;
    if (mayMoveLater || !asked.isEmpty()) {
      askAgain(now);
    }
  }

  /** Sends on one, unless it rings. */
  void sendOn(Entry entry, long now) {
    String id = entry.conversation().id();
    if (matcher.offers().find(id).isPresent() || asked.getOrDefault(id, now) > now) {
      return;
    }
    Optional<Elsewhere> elsewhere = elsewhere(entry.conversation());
    if (elsewhere.isPresent()) {
      if (!entry.sentOn()) {
        emit(new SentOn(id, entry.hop(), now));
      }
      tell(id, new ConversationMessage.Redirect(entry.hop(), elsewhere.get().skill(), false));
    } else if (asked.containsKey(id)) {
      tell(id, new ConversationMessage.Probe(skill, entry.hop()));
    } else {
      return;
    }
    asked.put(id, now + ASK_AGAIN);
    askAgain(now);
  }

  /** Nothing that was asked of a conversation matters any more. */
  void forget(String conversation) {
    asked.remove(conversation);
  }

  void stillWaits(StillWaits still) {
    if (memory.find(still.conversation(), still.hop()).isPresent()) {
      forget(still.conversation());
    }
  }

  // --- time passes ---

  private void askAgain(long now) {
    if (askAt.isEmpty()) {
      askAt = OptionalLong.of(now + ASK_AGAIN);
    }
  }

  void tick(long now) {
    if (Timers.isDue(askAt, now)) {
      askAt = OptionalLong.empty();
      unanswered.clear();
      askNeighbours();
      sendOn(now);
    }
  }

  OptionalLong nextTimer() {
    return askAt;
  }
}
