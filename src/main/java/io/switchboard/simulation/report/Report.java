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
 * What a simulation says of a contact centre. An arrival counts for the skill in which it was
 * served, abandoned or still waits, and for the group and the agent who served it.
 *
 * @param account its name
 * @param virtualSpanSeconds from the start of the trace to the end of the simulation
 * @param wallTimeSeconds how long the routing of it all took on this machine
 * @param decisions how many times a conversation was placed, allotted or moved to a fallback skill
 * @param messagesPerConversation how many messages queues, agents, conversations and consumers sent
 *     one another, over the arrivals; empty without arrivals
 * @param eventsPerConversation how many events they decided on, each of which a server writes, over
 *     the arrivals; empty without arrivals
 * @param skills in the order of the account; the unassigned skill last, when it had any arrival
 * @param groups in the order of the account; the agents without a group last, when any had a shift
 * @param agents those who had a shift, in the order of the account
 * @param distribution the skills shared between groups, in the order of the account
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
   * Everything together.
   *
   * @param occupancy the time spent in conversations over the room offered by shifts; above 1 when
   *     agents went on after their shifts; empty when no room was offered
   */
  public record Totals(@JsonUnwrapped ServiceFigures figures, OptionalDouble occupancy) {}

  /** One skill. */
  public record OfSkill(
      String skill, double responseTimeSeconds, @JsonUnwrapped ServiceFigures figures) {}

  /**
   * One group.
   *
   * @param group empty: the agents without a group
   * @param agentsOnShift how many of its agents had a shift
   * @param occupancy as in {@link Totals}
   */
  public record OfGroup(
      Optional<String> group,
      long agentsOnShift,
      @JsonUnwrapped ServiceFigures figures,
      OptionalDouble occupancy) {}

  /**
   * One agent.
   *
   * @param occupancy as in {@link Totals}
   */
  public record OfAgent(
      String agent,
      Optional<String> group,
      @JsonUnwrapped ServiceFigures figures,
      OptionalDouble occupancy) {}

  /** Draws up the report of a simulation of the account that took so long. */
  public static Report of(Account account, SimulationResult result, Duration wallTime) {
    return ReportBuilder.of(account, result).report(wallTime);
  }

  /** The agents with the highest occupancy, highest first; equals in the order of the account. */
  public List<OfAgent> busiestAgents(int most) {
    return agents.stream()
        .sorted(
            Comparator.comparingDouble((OfAgent agent) -> agent.occupancy().orElse(-1)).reversed())
        .limit(most)
        .toList();
  }
}
