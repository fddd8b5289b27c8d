package io.switchboard.chaos;

import io.switchboard.chaos.AgentReplay.Reservation;
import io.switchboard.domain.conversation.ConversationEvent.Refused;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Each offer is answered once: by one granted reservation, or by one refusal. */
final class OfferCheck {
  private static final String RULE = "OFFER";

  private OfferCheck() {}

  static void check(Run run, Findings findings) {
    run.conversations().forEach((id, replay) -> check(id, replay, run, findings));
  }

  private static void check(String id, ConversationReplay replay, Run run, Findings findings) {
    Map<String, String> answers = new HashMap<>();
    for (Stored stored : replay.log()) {
      if (stored.event() instanceof Refused refused) {
        answer(id, refused.offer(), "refused by " + refused.agent(), answers, findings);
      }
    }
    for (ConversationReplay.Assignment assignment : replay.assignments()) {
      Optional.ofNullable(run.reservations().get(assignment.reservation()))
          .map(Reservation::held)
          .flatMap(held -> held.offer())
          .ifPresent(
              offer ->
                  answer(id, offer, "taken by " + assignment.reservation(), answers, findings));
    }
  }

  private static void answer(
      String id, String offer, String how, Map<String, String> answers, Findings findings) {
    String before = answers.putIfAbsent(offer, how);
    if (before != null) {
      findings.ofConversation(RULE, id, "%s was %s and %s".formatted(offer, before, how));
    }
  }
}
