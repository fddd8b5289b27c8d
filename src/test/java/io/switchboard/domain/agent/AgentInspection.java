package io.switchboard.domain.agent;

import io.switchboard.domain.agent.RingingOffers.Ring;
import io.switchboard.domain.routing.AgentAvailability;
import java.util.List;
import java.util.stream.Stream;

/** The memory of an agent, for the checks of tests. */
public final class AgentInspection {
  private AgentInspection() {}

  public static List<Ring> ringingOffers(AgentMachine agent) {
    return agent.ringingOffers.all();
  }

  /** The status that is reported to queues. */
  public static AgentAvailability availability(AgentMachine agent, long now) {
    return agent.capacity.view(now);
  }

  /** Whether the stored state contains the conversation, so that the agent loads it. */
  public static boolean stores(AgentState state, String conversation) {
    return Stream.concat(
            state.reservations().stream().map(AgentState.Reservation::conversation),
            state.releases().stream().map(AgentState.Release::conversation))
        .anyMatch(conversation::equals);
  }
}
