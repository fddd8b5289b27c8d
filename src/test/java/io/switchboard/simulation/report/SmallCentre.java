package io.switchboard.simulation.report;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.configuration.Documents;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.distribution.Ledger.Tier;
import io.switchboard.simulation.ArrivalOutcome;
import io.switchboard.simulation.SimulationResult;
import io.switchboard.simulation.SimulationResult.AgentUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A simulation small enough for manual calculation: sales has a response time of 20 s and is
 * distributed 60 to 40 to north and south, care has one of 60 s; it stops after 100 s.
 */
final class SmallCentre {
  static final long SECOND = 1_000_000_000L;

  static final Account ACCOUNT =
      Records.of(
          Account.class,
          "name",
          "Small Centre",
          "skills",
          List.of(skill("sales", 20), skill("care", 60), skill("idle", 60)),
          "agentGroups",
          List.of(Documents.group("north"), Documents.group("south")),
          "agents",
          List.of(
              agent("ann", "group", "north"),
              agent("bob", "group", "south"),
              agent("cat"),
              agent("dan", "group", "north")));

  static final SimulationResult RESULT =
      new SimulationResult(
          List.of(
              served("c1", "sales", "ann", 0, 0),
              served("c2", "sales", "bob", 10, 10),
              served("c3", "sales", "ann", 20, 20),
              served("c4", "sales", "ann", 30, 30),
              served("c6", "care", "cat", 38, 61),
              abandoned("c5", "sales", 40, 5),
              waiting("c7", "care", 40)),
          Map.of(
              "ann", new AgentUse(100 * SECOND, 80 * SECOND),
              "bob", new AgentUse(100 * SECOND, 20 * SECOND),
              "cat", new AgentUse(0, 0)),
          Map.of(
              "sales",
              new Ledger(
                  List.of(
                      new Ledger.GroupTotals(
                          Tier.PRIMARY, "north", 60, 3, 1, 0, 0, 3, 0.4, 0.4, 0, 0),
                      new Ledger.GroupTotals(
                          Tier.PRIMARY, "south", 40, 2, 0, 0, 0, 1, -0.4, 0.5, 0, 0)))),
          List.of(),
          12,
          196,
          63,
          100 * SECOND);

  private SmallCentre() {}

  static Report report() {
    return Report.of(ACCOUNT, RESULT, Duration.ofMillis(70));
  }

  private static Skill skill(String id, long responseSeconds) {
    ResponseTime time =
        Records.of(ResponseTime.class, "byDefault", Duration.ofSeconds(responseSeconds));
    return Records.of(Skill.class, "id", id, "responseTime", time);
  }

  private static Agent agent(String id, Object... group) {
    Agent agent = Records.of(Agent.class, "id", id, "skills", List.of("sales", "care"));
    return Records.with(agent, group);
  }

  static ArrivalOutcome served(
      String id, String skill, String agent, long arrivalSeconds, long waitedSeconds) {
    Map<String, String> groups = Map.of("ann", "north", "bob", "south");
    long start = (arrivalSeconds + waitedSeconds) * SECOND;
    return Records.with(
        outcome(id, skill, ArrivalOutcome.Kind.SERVED, waitedSeconds),
        "agent",
        agent,
        "group",
        Optional.ofNullable(groups.get(agent)),
        "start",
        OptionalLong.of(start),
        "end",
        OptionalLong.of(start + SECOND));
  }

  private static ArrivalOutcome abandoned(
      String id, String skill, long arrivalSeconds, long waitedSeconds) {
    return Records.with(
        outcome(id, skill, ArrivalOutcome.Kind.ABANDONED, waitedSeconds),
        "end",
        OptionalLong.of((arrivalSeconds + waitedSeconds) * SECOND));
  }

  private static ArrivalOutcome waiting(String id, String skill, long waitedSeconds) {
    return outcome(id, skill, ArrivalOutcome.Kind.WAITING, waitedSeconds);
  }

  private static ArrivalOutcome outcome(
      String id, String skill, ArrivalOutcome.Kind kind, long waitedSeconds) {
    return Records.of(
        ArrivalOutcome.class,
        "id",
        id,
        "skill",
        skill,
        "kind",
        kind,
        "waited",
        waitedSeconds * SECOND);
  }
}
