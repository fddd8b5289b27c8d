package io.switchboard.chaos;

import io.switchboard.chaos.Run.Place;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationState.Assignment;
import io.switchboard.domain.conversation.ConversationState.Releasing;
import io.switchboard.domain.routing.Presence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** END: the final state is that of the stored events. */
final class EndCheck {
  private static final String RULE = "END";

  private final Run run;
  private final Findings findings;

  private EndCheck(Run run, Findings findings) {
    this.run = run;
    this.findings = findings;
  }

  static void check(Run run, Findings findings) {
    EndCheck check = new EndCheck(run, findings);
    run.conversations().forEach(check::conversationIsKnown);
    run.end().conversations().forEach(check::checkConversation);
    run.agents().forEach(check::agentIsKnown);
    run.end().agents().forEach(check::checkAgent);
    run.queues().forEach(check::queueIsKnown);
    run.end().queues().forEach(check::checkQueue);
  }

  private void conversationIsKnown(String id, ConversationReplay replay) {
    if (replay.state().isPresent() && !run.end().conversations().containsKey(id)) {
      findings.ofConversation(RULE, id, "was stored, and is not known");
    }
  }

  private void checkConversation(String id, FinalState.Conversation said) {
    Optional<FinalState.Conversation> stored =
        Optional.ofNullable(run.conversations().get(id))
            .flatMap(ConversationReplay::state)
            .map(EndCheck::described);
    String state = said.state().equals("OFFERED") ? "WAITING" : said.state();
    FinalState.Conversation asStored =
        new FinalState.Conversation(state, said.skill(), said.agent());
    if (stored.filter(asStored::equals).isEmpty()) {
      findings.ofConversation(
          RULE, id, "says that it is %s, and is stored as %s".formatted(said, stored));
    }
  }

  private static FinalState.Conversation described(ConversationState state) {
    return new FinalState.Conversation(
        state instanceof Releasing
            ? "LEAVING"
            : state.getClass().getSimpleName().toUpperCase(Locale.ROOT),
        state.skill(),
        state.lastAssignment().map(Assignment::agent));
  }

  private void agentIsKnown(String id, AgentReplay replay) {
    if (!run.end().agents().containsKey(id)) {
      findings.of(RULE, Place.AGENT, id, "was stored, and is not known");
    }
  }

  private void checkAgent(String id, FinalState.Agent said) {
    AgentState memory =
        Optional.ofNullable(run.agents().get(id)).map(AgentReplay::memory).orElse(AgentState.NEW);
    List<String> assigned =
        memory.reservations().stream()
            .filter(reservation -> reservation.activeSince().isPresent())
            .map(reservation -> reservation.conversation())
            .sorted()
            .toList();
    Presence presence = memory.presence();
    if (said.presence() != presence
        || said.maxConversations() != run.rules().maximumOf(id)
        || !said.assigned().stream().sorted().toList().equals(assigned)) {
      findings.of(
          RULE,
          Place.AGENT,
          id,
          "is said to be %s, and is stored as %s with %s".formatted(said, presence, assigned));
    }
  }

  private void queueIsKnown(String skill, QueueReplay queue) {
    if (!run.end().queues().containsKey(skill) && !queue.entries().isEmpty()) {
      findings.of(RULE, Place.QUEUE, skill, "was stored, and is not known");
    }
  }

  private void checkQueue(String skill, FinalState.Queue said) {
    List<String> stored =
        Optional.ofNullable(run.queues().get(skill))
            .map(queue -> List.copyOf(queue.entries().keySet()))
            .orElse(List.of());
    if (!said.waiting().equals(stored)) {
      findings.of(
          RULE,
          Place.QUEUE,
          skill,
          "says that %s wait, and stored that %s do".formatted(said.waiting(), stored));
    }
  }
}
