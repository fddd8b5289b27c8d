package io.switchboard.simulation;

import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.routing.Explanation;
import java.util.List;
import java.util.Map;

/**
 * All that a simulation found out. Times are nanoseconds.
 *
 * @param outcomes one for each conversation that arrived, in the order of the arrivals
 * @param agents for each agent who had a shift
 * @param ledgers for each skill whose conversations are shared between groups
 * @param explanations of the decisions about the conversations that were asked for, in order
 * @param decisions how many times a conversation was placed with an agent or sent to wait
 * @param messages how many messages entities sent one another
 * @param events how many events entities decided on, each of which a server writes
 * @param ended the virtual time at which nothing more could happen, or at which it was stopped
 */
public record SimulationResult(
    List<ArrivalOutcome> outcomes,
    Map<String, AgentUse> agents,
    Map<String, Ledger> ledgers,
    List<Explained> explanations,
    long decisions,
    long messages,
    long events,
    long ended) {

  /** The reasons of a decision, and when it was made. */
  public record Explained(long at, Explanation explanation) {}

  /**
   * How much of an agent's room was used.
   *
   * @param offered the time on shift, each moment counted as often as the maximum at that moment
   * @param busy the time spent in conversations, those held at once counted each
   */
  public record AgentUse(double offered, double busy) {

    AgentUse plus(AgentUse other) {
      return new AgentUse(offered + other.offered, busy + other.busy);
    }
  }
}
