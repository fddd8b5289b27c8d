package io.switchboard.chaos;

import io.switchboard.chaos.ConversationReplay.Assignment;
import io.switchboard.chaos.ConversationReplay.Handover;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationEvent.Closed;
import io.switchboard.domain.conversation.ConversationEvent.MessageNoted;
import io.switchboard.domain.conversation.ConversationEvent.Refused;
import io.switchboard.domain.conversation.ConversationEvent.Started;
import io.switchboard.domain.conversation.HandoverTarget;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.queue.QueueEvent.Entered;
import io.switchboard.domain.routing.Presence;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** I1 and I2: each acknowledged call is stored, by the right entity and in its time. */
final class AnswerCheck {
  private final Run run;
  private final Findings findings;

  private AnswerCheck(Run run, Findings findings) {
    this.run = run;
    this.findings = findings;
  }

  static void check(Run run, Findings findings) {
    AnswerCheck check = new AnswerCheck(run, findings);
    run.calls().stream().filter(Call::isAcknowledged).forEach(check::check);
  }

  private void check(Call call) {
    switch (call.what()) {
      case "LOOK", "CONFIGURE", "REVISE" -> {}
      case "PRESENCE" -> checkPresence(call);
      case "START" -> isStored("I1", call, replay -> isStarted(call, replay));
      default -> isStored("I2", call, replay -> isDone(call, replay));
    }
  }

  private void isStored(String rule, Call call, Predicate<ConversationReplay> test) {
    ConversationReplay replay = run.conversations().get(call.subject());
    if (replay == null || !test.test(replay)) {
      findings.ofConversation(
          rule,
          call.subject(),
          "%s was acknowledged by call %d, and nothing stored explains it"
              .formatted(call.what(), call.number()));
    }
  }

  private boolean isStarted(Call call, ConversationReplay replay) {
    boolean isQueued =
        run.mentionsOf(call.subject()).stream()
            .anyMatch(
                mention ->
                    mention.stored().event() instanceof Entered entered
                        && entered.at() <= call.answeredAt());
    return replay.had(Started.class, call.answeredAt())
        && (isQueued || replay.had(Closed.class, call.answeredAt()));
  }

  private boolean isDone(Call call, ConversationReplay replay) {
    return switch (call.what()) {
      case "ACCEPT", "TAKEOVER" -> had(said(call, "agent"), call, replay);
      case "DECLINE" -> isDeclined(call, replay);
      case "RETURN" ->
          left(call, replay, left -> left.target() instanceof HandoverTarget.BackToQueue);
      case "TRANSFER_TO_SKILL" -> isTransferredToSkill(call, replay);
      case "TRANSFER_TO_AGENT" -> isTransferredToAgent(call, replay);
      case "WRITE" -> isWritten(call, replay);
      case "CLOSE" -> replay.had(Closed.class, call.answeredAt());
      default -> throw new IllegalArgumentException("call " + call.number() + ": " + call.what());
    };
  }

  private static boolean had(String agent, Call call, ConversationReplay replay) {
    return assignment(call, replay, one -> one.agent().equals(agent));
  }

  /** Whether a matching agent was assigned at some moment between request and answer. */
  private static boolean assignment(
      Call call, ConversationReplay replay, Predicate<Assignment> such) {
    return replay.assignments().stream()
        .anyMatch(one -> such.test(one) && one.touches(call.sentAt(), call.answeredAt()));
  }

  /**
   * Whether the conversation left the given agent, or any, in this way between request and answer.
   */
  private static boolean left(Call call, ConversationReplay replay, Predicate<Handover> such) {
    Optional<String> by = Optional.ofNullable(call.with().get("agent"));
    return replay.handovers().stream()
        .filter(left -> by.filter(agent -> !agent.equals(left.agent())).isEmpty())
        .filter(left -> left.at() >= call.sentAt())
        .filter(
            left ->
                left.completed()
                    .filter(end -> ConversationReplay.at(end) <= call.answeredAt())
                    .isPresent())
        .anyMatch(such);
  }

  /** A supervisor's transfer to the present skill changes nothing. */
  private static boolean isTransferredToSkill(Call call, ConversationReplay replay) {
    String skill = said(call, "skill");
    boolean isThere =
        !call.with().containsKey("agent")
            && assignment(call, replay, one -> one.skill().equals(skill));
    return isThere
        || left(
            call,
            replay,
            left ->
                left.target() instanceof HandoverTarget.ToSkill to
                    ? to.skill().equals(skill)
                    : left.target() instanceof HandoverTarget.BackToQueue
                        && left.skill().equals(skill));
  }

  private static boolean isTransferredToAgent(Call call, ConversationReplay replay) {
    String agent = said(call, "toAgent");
    boolean isThere = !call.with().containsKey("agent") && had(agent, call, replay);
    return isThere
        || left(
            call,
            replay,
            left -> left.target() instanceof HandoverTarget.ToAgent to && to.agent().equals(agent));
  }

  /** A refusal of another routing epoch than the waiting conversation's has no effect. */
  private static boolean isDeclined(Call call, ConversationReplay replay) {
    String agent = said(call, "agent");
    return until(call, replay).stream()
            .anyMatch(event -> event instanceof Refused refused && refused.agent().equals(agent))
        || until(call, replay).stream()
            .anyMatch(
                event ->
                    event instanceof ConversationEvent.Assigned
                        || event instanceof ConversationEvent.Requeued
                        || event instanceof Closed);
  }

  private static boolean isWritten(Call call, ConversationReplay replay) {
    Party from = Party.valueOf(said(call, "from"));
    return until(call, replay).stream()
        .anyMatch(
            event ->
                event instanceof MessageNoted wrote
                    && wrote.from() == from
                    && wrote.at() >= call.sentAt());
  }

  private static List<ConversationEvent> until(Call call, ConversationReplay replay) {
    return replay.log().stream()
        .filter(stored -> ConversationReplay.at(stored) <= call.answeredAt())
        .map(stored -> (ConversationEvent) stored.event())
        .toList();
  }

  private void checkPresence(Call call) {
    Presence presence = Presence.valueOf(said(call, "presence"));
    AgentReplay replay = run.agents().get(call.subject());
    boolean was =
        replay == null
            ? presence == Presence.OFFLINE
            : replay.was(presence, call.sentAt(), call.answeredAt());
    if (!was) {
      findings.ofPresence(
          "I1",
          call.subject(),
          "was acknowledged to be %s by call %d, and nothing stored explains it"
              .formatted(presence, call.number()));
    }
  }

  private static String said(Call call, String member) {
    return Optional.ofNullable(call.with().get(member))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "call %d does not say %s".formatted(call.number(), member)));
  }
}
