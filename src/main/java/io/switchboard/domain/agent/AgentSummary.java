package io.switchboard.domain.agent;

import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.AgentAvailability;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Builds the status of an agent for clients. */
final class AgentSummary {
  private AgentSummary() {}

  static Reply.AgentStatus of(
      String id,
      AgentState state,
      AgentAvailability view,
      List<RingingOffers.Ring> ringingOffers,
      OptionalLong leaseEnds) {
    return new Reply.AgentStatus(
        id,
        state.presence(),
        state.since(),
        leaseEnds.isPresent() ? Optional.of(leaseEnds.getAsLong()) : Optional.empty(),
        view.maximum(),
        load(view),
        ringingOffers.stream().map(AgentSummary::ringing).toList(),
        state.reservations().stream()
            .filter(AgentState.Reservation::isActive)
            .map(AgentSummary::assigned)
            .toList());
  }

  private static Reply.RingingConversation ringing(RingingOffers.Ring ring) {
    return new Reply.RingingConversation(
        ring.conversation(),
        ring.offer().skill(),
        ring.offer().place().dueAt(),
        ring.since(),
        ring.expiresAt());
  }

  private static Reply.AssignedConversation assigned(AgentState.Reservation reservation) {
    return new Reply.AssignedConversation(
        reservation.conversation(),
        reservation.reserved().skill(),
        reservation.activeSince().orElseThrow());
  }

  private static double load(AgentAvailability view) {
    if (view.maximum() == 0) {
      return 0;
    }
    double inHand =
        view.mode() == CapacityMode.MAX_CONCURRENT
            ? view.conversations()
            : (double) view.load() / DynamicWeights.ONE;
    return inHand / view.maximum();
  }
}
