package io.switchboard.simulation;

import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.routing.Explanation;
import java.util.List;
import java.util.Map;

/**
 * Result of a simulation. Times are nanoseconds.
 *
 * @param outcomes one outcome for each conversation that arrived, in the order of the arrivals
 * @param agents the use of each agent who had a shift
 * @param ledgers the ledger of each skill with a distribution
 * @param explanations the decisions about the requested conversations, in order
 * @param decisions how many times a conversation was assigned, or entered a queue and had to wait
 * @param messages how many messages entities sent to each other
 * @param events how many events entities decided on; a server writes each of them
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

  /** Explanation of a decision about a conversation, and when it was made. */
  public record Explained(String conversation, long at, Explanation explanation) {}

  /**
   * Use of an agent's capacity.
   *
   * @param offered the time on shift, multiplied by the maximum at each moment
   * @param busy the handling time, where simultaneous conversations are counted separately
   */
  public record AgentUse(double offered, double busy) {

    AgentUse plus(AgentUse other) {
      return new AgentUse(offered + other.offered, busy + other.busy);
    }
  }
}
