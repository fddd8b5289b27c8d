package io.switchboard.simulation.report;

import static java.util.stream.Collectors.groupingBy;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.simulation.ArrivalOutcome;
import io.switchboard.simulation.SimulationResult;
import io.switchboard.simulation.SimulationResult.AgentUse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

record ReportBuilder(Account account, AccountPolicy policy, SimulationResult result) {

  static ReportBuilder of(Account account, SimulationResult result) {
    return new ReportBuilder(account, AccountPolicy.of(account), result);
  }

  Report report(Duration wallTime) {
    return new Report(
        account.name(),
        WaitStatistics.seconds(result.ended()),
        WaitStatistics.seconds(wallTime.toNanos()),
        result.decisions(),
        perConversation(result.messages()),
        perConversation(result.events()),
        new Report.Totals(figures(result.outcomes()), occupancy(result.agents().values())),
        skills(),
        groups(),
        agents(),
        distribution());
  }

  private OptionalDouble perConversation(long count) {
    int arrivals = result.outcomes().size();
    return arrivals == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) count / arrivals);
  }

  private List<Report.OfSkill> skills() {
    Map<String, List<ArrivalOutcome>> bySkill =
        result.outcomes().stream().collect(groupingBy(ArrivalOutcome::skill));
    return policy.skills().values().stream()
        .filter(skill -> !skill.id().equals(Account.UNASSIGNED) || bySkill.containsKey(skill.id()))
        .map(
            skill ->
                new Report.OfSkill(
                    skill.id(),
                    WaitStatistics.seconds(skill.responseTime()),
                    figures(bySkill.getOrDefault(skill.id(), List.of()))))
        .toList();
  }

  private List<Report.OfGroup> groups() {
    Map<Optional<String>, List<AgentPolicy>> onShift =
        onShift().collect(groupingBy(AgentPolicy::group));
    Map<Optional<String>, List<ArrivalOutcome>> served =
        served().collect(groupingBy(ArrivalOutcome::group));
    Stream<Optional<String>> ids =
        account.agentGroups().stream().map(AgentGroup::id).map(Optional::of);
    Stream<Optional<String>> none =
        onShift.containsKey(Optional.<String>empty()) ? Stream.of(Optional.empty()) : Stream.of();
    return Stream.concat(ids, none)
        .map(
            id ->
                groupOf(
                    id, onShift.getOrDefault(id, List.of()), served.getOrDefault(id, List.of())))
        .toList();
  }

  private Report.OfGroup groupOf(
      Optional<String> id, List<AgentPolicy> members, List<ArrivalOutcome> served) {
    List<AgentUse> uses = members.stream().map(member -> result.agents().get(member.id())).toList();
    return new Report.OfGroup(id, members.size(), figures(served), occupancy(uses));
  }

  private List<Report.OfAgent> agents() {
    Map<Optional<String>, List<ArrivalOutcome>> byAgent =
        served().collect(groupingBy(ArrivalOutcome::agent));
    return onShift()
        .map(
            agent ->
                new Report.OfAgent(
                    agent.id(),
                    agent.group(),
                    figures(byAgent.getOrDefault(Optional.of(agent.id()), List.of())),
                    occupancy(List.of(result.agents().get(agent.id())))))
        .toList();
  }

  private List<SkillDistribution> distribution() {
    return policy.skills().keySet().stream()
        .filter(result.ledgers()::containsKey)
        .map(skill -> SkillDistribution.of(skill, result.ledgers().get(skill)))
        .toList();
  }

  private Stream<ArrivalOutcome> served() {
    return result.outcomes().stream()
        .filter(outcome -> outcome.kind() == ArrivalOutcome.Kind.SERVED);
  }

  private Stream<AgentPolicy> onShift() {
    return policy.agents().values().stream()
        .filter(agent -> result.agents().containsKey(agent.id()));
  }

  private ServiceFigures figures(List<ArrivalOutcome> some) {
    return ServiceFigures.of(some, outcome -> policy.skills().get(outcome.skill()).responseTime());
  }

  private static OptionalDouble occupancy(Collection<AgentUse> uses) {
    double offered = uses.stream().mapToDouble(AgentUse::offered).sum();
    double busy = uses.stream().mapToDouble(AgentUse::busy).sum();
    return offered == 0 ? OptionalDouble.empty() : OptionalDouble.of(busy / offered);
  }
}
