package io.switchboard.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.simulation.SimulationResult;
import io.switchboard.simulation.SimulationResult.AgentUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  @Test
  void aReportIsAHeadingAndFiveTables() {
    assertThat(ReportText.of(SmallCentre.report()))
        .isEqualTo(
            """
            Small Centre: 7 conversations in 1m 40s

            Totals

            Arrivals                   7
            Served                     5  71.4 %
            Abandoned                  1  14.3 %
            Waiting at the end         1  14.3 %
            Within response time  50.0 %  of served and abandoned
            Mean wait             24.2 s  of the served
            Median wait           20.0 s
            90 % waited at most   1m 01s
            99 % waited at most   1m 01s
            Longest wait          1m 01s
            Occupancy             50.0 %  of the capacity of 3 agents on shift
            Decisions                 12
            Messages                28.0  a conversation
            Events                   9.0  a conversation
            Virtual time          1m 40s
            Wall time              0.1 s  100 conversations a second

            Skills

            skill  arrivals  served  abandoned  waiting  within    mean  median     p90     p99  longest
            -----  --------  ------  ---------  -------  ------  ------  ------  ------  ------  -------
            sales         5       4          1        0  60.0 %  15.0 s  10.0 s  30.0 s  30.0 s   30.0 s
            care          2       1          0        1   0.0 %  1m 01s  1m 01s  1m 01s  1m 01s   1m 01s
            idle          0       0          0        0       -       -       -       -       -        -

            within: served within the skill's response time, of served and abandoned; waits: of the served

            Groups

            group  agents  served   within    mean  median     p90     p99  longest  occupancy
            -----  ------  ------  -------  ------  ------  ------  ------  -------  ---------
            north       1       3   66.7 %  16.7 s  20.0 s  30.0 s  30.0 s   30.0 s     80.0 %
            south       1       1  100.0 %  10.0 s  10.0 s  10.0 s  10.0 s   10.0 s     20.0 %
            -           1       1    0.0 %  1m 01s  1m 01s  1m 01s  1m 01s   1m 01s          -

            within: of those that the group served

            Distribution

            skill  tier     group  plan  actual  allotted  diverted  out  in  accepted  deviation  worst
            -----  -------  -----  ----  ------  --------  --------  ---  --  --------  ---------  -----
            sales  primary  north  60 %  60.0 %         3         1    0   0         3      +0.40   0.40
            sales  primary  south  40 %  40.0 %         2         0    0   0         1      -0.40   0.50

            actual: of the conversations allotted to the tier; out, in: overflowed from and to the group;
            deviation: conversations allotted minus those that the share earned, at the end and at worst

            Agents

            agent  group  served   within    mean  median     p90     p99  longest  occupancy
            -----  -----  ------  -------  ------  ------  ------  ------  -------  ---------
            ann    north       3   66.7 %  16.7 s  20.0 s  30.0 s  30.0 s   30.0 s     80.0 %
            bob    south       1  100.0 %  10.0 s  10.0 s  10.0 s  10.0 s   10.0 s     20.0 %
            cat    -           1    0.0 %  1m 01s  1m 01s  1m 01s  1m 01s   1m 01s          -
            """);
  }

  @Test
  void theTwentyBusiestOfMoreThanFiftyAgentsAreShown() {
    String text = ReportText.of(reportOfAgents(51));

    assertThat(text)
        .contains("agent-50", "agent-31")
        .doesNotContain("agent-30")
        .contains("the 20 with the highest occupancy; 31 more are left out\n");
  }

  @Test
  void fiftyAgentsAreShownInTheOrderOfTheAccount() {
    assertThat(ReportText.of(reportOfAgents(50)))
        .contains("agent-00", "agent-49")
        .doesNotContain("left out");
  }

  private static Report reportOfAgents(int count) {
    List<String> ids =
        IntStream.range(0, count).mapToObj(number -> String.format("agent-%02d", number)).toList();
    Account account =
        Records.of(
            Account.class,
            "agents",
            ids.stream()
                .map(
                    id ->
                        new Agent(
                            id,
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            Optional.empty()))
                .toList());
    Map<String, AgentUse> uses =
        ids.stream()
            .collect(
                Collectors.toMap(Function.identity(), id -> new AgentUse(100, ids.indexOf(id))));
    return Report.of(
        account,
        new SimulationResult(List.of(), uses, Map.of(), List.of(), 0, 0, 0, 0),
        Duration.ofSeconds(1));
  }
}
