package io.switchboard.simulation.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.switchboard.domain.account.Account;
import io.switchboard.simulation.SimulationResult;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Report of a simulation. An arrival counts for the skill in which it was served, was abandoned or
 * still waits, and for the group and the agent who served it.
 *
 * @param account the name of the account
 * @param virtualSpanSeconds the time from the start of the trace to the end of the simulation
 * @param wallTimeSeconds how long the routing took on this machine
 * @param decisions how many times a conversation was assigned, or entered a queue and had to wait
 * @param messagesPerConversation how many messages queues, agents, conversations and consumers sent
 *     to each other, divided by the arrivals; empty without arrivals
 * @param eventsPerConversation how many events they decided on, each of which a server writes,
 *     divided by the arrivals; empty without arrivals
 * @param skills the skills in the order of the account; the unassigned skill last, if it had an
 *     arrival
 * @param groups the groups in the order of the account; the agents without a group last, if any had
 *     a shift
 * @param agents the agents who had a shift, in the order of the account
 * @param distribution the skills with a distribution, in the order of the account
 */
public record Report(
    Optional<String> account,
    double virtualSpanSeconds,
    double wallTimeSeconds,
    long decisions,
    OptionalDouble messagesPerConversation,
    OptionalDouble eventsPerConversation,
    Totals totals,
    List<OfSkill> skills,
    List<OfGroup> groups,
    List<OfAgent> agents,
    List<SkillDistribution> distribution) {

  public Report {
    skills = List.copyOf(skills);
    groups = List.copyOf(groups);
    agents = List.copyOf(agents);
    distribution = List.copyOf(distribution);
  }

  /**
   * Figures of the whole account.
   *
   * @param occupancy the handling time divided by the capacity that the shifts offered; above 1 if
   *     agents finished conversations after their shifts; empty if no capacity was offered
   */
  public record Totals(@JsonUnwrapped ServiceFigures figures, OptionalDouble occupancy) {}

  /** Figures of one skill. */
  public record OfSkill(
      String skill, double responseTimeSeconds, @JsonUnwrapped ServiceFigures figures) {}

  /** Figures of a group, or of the agents without one; occupancy as in {@link Totals}. */
  public record OfGroup(
      Optional<String> group,
      long agentsOnShift,
      @JsonUnwrapped ServiceFigures figures,
      OptionalDouble occupancy) {}

  /** Figures of one agent; occupancy as in {@link Totals}. */
  public record OfAgent(
      String agent,
      Optional<String> group,
      @JsonUnwrapped ServiceFigures figures,
      OptionalDouble occupancy) {}

  /** Returns the report of a simulation of the account that took this wall time. */
  public static Report of(Account account, SimulationResult result, Duration wallTime) {
    return ReportBuilder.of(account, result).report(wallTime);
  }

  /** The busiest agents by occupancy; equal ones are in the order of the account. */
  public List<OfAgent> busiestAgents(int most) {
    return agents.stream()
        .sorted(
            Comparator.comparingDouble((OfAgent agent) -> agent.occupancy().orElse(-1)).reversed())
        .limit(most)
        .toList();
  }
}
