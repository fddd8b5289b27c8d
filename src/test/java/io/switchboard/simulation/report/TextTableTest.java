package io.switchboard.simulation.report;

import static io.switchboard.simulation.report.TextTable.Column.name;
import static io.switchboard.simulation.report.TextTable.Column.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void namesAreAlignedLeftAndNumbersRight() {
    TextTable table =
        new TextTable(
            List.of(name("skill"), number("served"), name("tier")),
            List.of(List.of("sales", "5", "primary"), List.of("after-care", "12345678", "x")));

    assertThat(table.text())
        .isEqualTo(
            """
            skill         served  tier
            ----------  --------  -------
            sales              5  primary
            after-care  12345678  x
            """);
  }

  @Test
  void aTableWithoutTitlesHasNoHead() {
    TextTable table = new TextTable(List.of(name(""), number("")), List.of(List.of("Served", "5")));

    assertThat(table.text()).isEqualTo("Served  5\n");
  }

  @Test
  void aLongCellIsTruncated() {
    TextTable table = new TextTable(List.of(name("")), List.of(List.of("x".repeat(41))));

    assertThat(table.text()).isEqualTo("x".repeat(37) + "...\n");
  }

  @Test
  void terminalControlCharactersAreNotPrinted() {
    TextTable table =
        new TextTable(List.of(name("")), List.of(List.of("a\u001b[2Jb\nc\u009bd\u202ee")));

    assertThat(table.text()).isEqualTo("a?[2Jb?c?d?e\n");
  }

  @Test
  void charactersBeyondTheBasicPlaneCountOnce() {
    TextTable table =
        new TextTable(
            List.of(name(""), name("")), List.of(List.of("\uD83D\uDE00", "a"), List.of("bc", "d")));

    assertThat(table.text()).isEqualTo("\uD83D\uDE00   a\nbc  d\n");
  }

  @Test
  void aRowThatDoesNotFitTheColumnsIsRefused() {
    assertThatThrownBy(() -> new TextTable(List.of(name("")), List.of(List.of("a", "b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of 2 cells in a table of 1 columns");
  }
}
