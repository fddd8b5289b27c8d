package io.switchboard.simulation.trace;

import static io.switchboard.simulation.trace.TestFiles.file;
import static io.switchboard.simulation.trace.TestFiles.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Account;
import io.switchboard.simulation.Shift;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShiftsFileTest {
  private static final Account ACCOUNT = TestFiles.account(List.of(), List.of("ann", "bob"));
  private static final String HEADER = "agent,start_s,end_s,max_conversations";

  @TempDir private Path folder;

  @Test
  void aRowIsAShift() {
    assertThat(read(HEADER, "ann,0.5,60,3"))
        .containsExactly(new Shift("ann", 500_000_000, 60_000_000_000L, OptionalInt.of(3)));
  }

  @Test
  void anEmptyEndIsUnboundedAndAnEmptyMaximumIsThatOfTheAgent() {
    assertThat(read(HEADER, "ann,0,,"))
        .containsExactly(new Shift("ann", 0, Shift.NEVER, OptionalInt.empty()));
  }

  @Test
  void theMaximumMayBeAbsentAndColumnsInAnyOrder() {
    assertThat(read("end_s,agent,start_s", "60,ann,0"))
        .containsExactly(new Shift("ann", 0, 60_000_000_000L, OptionalInt.empty()));
  }

  @Test
  void shiftsAreInTheOrderOfAgentsAndThenOfTime() {
    assertThat(read(HEADER, "bob,0,1,", "ann,5,6,", "ann,1,2,"))
        .extracting(shift -> shift.agent() + shift.start() / 1_000_000_000)
        .containsExactly("ann1", "ann5", "bob0");
  }

  @Test
  void rowsOfOneAgentMayTouch() {
    assertThat(read(HEADER, "ann,10,20,2", "ann,0,10,1")).hasSize(2);
  }

  @Test
  void rowsOfDifferentAgentsMayOverlap() {
    assertThat(read(HEADER, "ann,0,10,", "bob,5,15,")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1000"})
  void theMaximumIsAWholeNumberFrom0To1000(String maximum) {
    assertThat(read(HEADER, "ann,0,10," + maximum))
        .extracting(shift -> shift.maxConversations().orElseThrow())
        .containsExactly(Integer.parseInt(maximum));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zed,0,10,|column agent (1): zed is unknown; expected an agent of the account",
        ",0,10,|column agent (1): empty; expected an agent of the account",
        "ann,,10,|column start_s (2): empty; expected decimal seconds of 0 or more",
        "ann,-1,10,|column start_s (2): -1 is negative; expected decimal seconds of 0 or more",
        "ann,0,-5,|column end_s (3): -5 is negative; expected decimal seconds of 0 or more",
        "ann,10,10,|column end_s (3): 10 is not after the start;"
            + " expected more than 10, or nothing for a shift that never ends",
        "ann,10.5,9,|column end_s (3): 9 is not after the start;"
            + " expected more than 10.5, or nothing for a shift that never ends",
        "ann,0,10,1001|column max_conversations (4): 1001 is not possible;"
            + " expected a whole number from 0 to 1000",
        "ann,0,10,-1|column max_conversations (4): -1 is not possible;"
            + " expected a whole number from 0 to 1000",
        "ann,0,10,2.5|column max_conversations (4): 2.5 is not possible;"
            + " expected a whole number from 0 to 1000",
        "ann,0,10,99999999999|column max_conversations (4): 99999999999 is not possible;"
            + " expected a whole number from 0 to 1000",
      })
  void anInvalidCellIsRefused(String row, String problem) {
    assertThat(refusal(HEADER, row)).containsExactly("shifts.csv:2: " + problem);
  }

  @Test
  void overlappingRowsOfOneAgentAreRefused() {
    assertThat(refusal(HEADER, "ann,5,10,", "bob,0,10,", "ann,0,5.000000001,"))
        .containsExactly(
            "shifts.csv:2: column start_s (2): 5 is before 5.000000001, the end of ann's row in"
                + " line 4; expected rows of one agent that do not overlap");
  }

  @Test
  void aRowAfterAnUnboundedOneIsRefused() {
    assertThat(refusal(HEADER, "ann,0,,", "ann,100,200,"))
        .containsExactly(
            "shifts.csv:3: column start_s (2): 100 is within ann's row in line 2,"
                + " which never ends; expected rows of one agent that do not overlap");
  }

  @Test
  void aRepeatedRowIsRefused() {
    assertThat(refusal(HEADER, "ann,0,10,", "ann,0,10,"))
        .containsExactly(
            "shifts.csv:3: column start_s (2): 0 is before 10, the end of ann's row in line 2;"
                + " expected rows of one agent that do not overlap");
  }

  @Test
  void aMissingOrUnknownColumnIsRefused() {
    assertThat(refusal("agent,start_s,attr.x", "ann,0,10"))
        .containsExactly(
            "shifts.csv:1: column attr.x (3): unknown;"
                + " expected only agent, start_s, end_s and optionally max_conversations",
            "shifts.csv:1: column end_s: missing;"
                + " expected agent, start_s, end_s and optionally max_conversations");
  }

  private List<Shift> read(String... lines) {
    return ShiftsFile.read(file(folder, "shifts.csv", lines), ACCOUNT);
  }

  private List<String> refusal(String... lines) {
    return problems(folder, () -> read(lines));
  }
}
