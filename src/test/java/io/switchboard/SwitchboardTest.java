package io.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SwitchboardTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path account;
  private Path arrivals;
  private Path shifts;

  @BeforeEach
  void writeInputs() throws IOException {
    account =
        file(
            "account.json",
            """
            {"name": "Corner Shop",
             "skills": [{"id": "sales"}],
             "agentGroups": [],
             "agents": [{"id": "ann", "skills": ["sales"]}]}
            """);
    arrivals =
        file(
            "arrivals.csv",
            """
            id,arrival_s,skill,consumer,urgent,handling_s,patience_s
            c1,0,sales,,,10,
            c2,20,sales,,,10,
            """);
    shifts = file("shifts.csv", "agent,start_s,end_s\nann,0,100\n");
  }

  @Test
  void aTraceIsSimulatedAndReported() {
    assertThat(simulate()).isZero();

    assertThat(out.toString())
        .startsWith("Corner Shop: 2 conversations")
        .containsPattern("Served +2  100.0 %");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void outcomesReportAndPageAreWrittenToTheGivenPaths() throws IOException {
    Path outcomes = folder.resolve("outcomes.csv");
    Path report = folder.resolve("report.json");
    Path page = folder.resolve("page.html");

    int code = simulate("--outcomes", outcomes + "", "--report", report + "", "--html", page + "");

    assertThat(code).isZero();
    assertThat(outcomes).content().contains("c1", "c2");
    assertThat(report).content().contains("\"account\" : \"Corner Shop\"");
    assertThat(page).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void aMissingOptionIsReportedWithItsName() {
    assertThat(run("simulate", "--account", account.toString())).isEqualTo(2);

    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            missing --arrivals, --shifts (or try --demo)
            See 'switchboard simulate --help'.
            """);
  }

  @Test
  void theDemoExcludesFiles() {
    assertThat(run("simulate", "--demo", "--shifts", shifts.toString())).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("--demo has its own account, arrivals and shifts; omit the three options");
  }

  @Test
  void aMissingAccountFileIsRefused() {
    assertThat(run("check-config", folder.resolve("nope.json").toString())).isEqualTo(2);

    assertThat(err.toString()).startsWith(folder.resolve("nope.json") + " does not exist");
  }

  @Test
  void aValidAccountIsReportedAsValid() {
    assertThat(run("check-config", account.toString())).isZero();

    assertThat(out.toString().strip())
        .isEqualTo(account + " is valid: 1 skills, 0 agent groups, 1 agents");
  }

  @Test
  void anInvalidAccountIsRefusedWithItsViolations() throws IOException {
    Path broken =
        file("broken.json", "{\"skils\": [], \"skills\": [], \"agentGroups\": [], \"agents\": []}");

    assertThat(run("check-config", broken.toString())).isEqualTo(2);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith(broken + " is invalid:\n$").contains("skils");
  }

  @Test
  void invalidArrivalsAreRefusedBeforeAnyOutputIsWritten() throws IOException {
    Files.writeString(arrivals, "id,when\nc1,0\n");
    Path report = folder.resolve("report.json");

    assertThat(simulate("--report", report.toString())).isEqualTo(2);

    assertThat(err.toString()).contains(arrivals.toString()).doesNotContain("\tat ");
    assertThat(report).doesNotExist();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void problemsOfArrivalsAndShiftsAreReportedTogether() throws IOException {
    Files.writeString(arrivals, "id,arrival_s,handling_s\nc1,soon,10\n");
    Files.writeString(shifts, "agent,start_s,end_s\nzed,0,100\n");

    assertThat(simulate()).isEqualTo(2);

    assertThat(err.toString().lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith(arrivals + ":2: column arrival_s (2): soon "),
            second -> assertThat(second).startsWith(shifts + ":2: column agent (1): zed "),
            help -> assertThat(help).startsWith("See "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0.0000000001", "9223372037", "1e999999999", "soon"})
  void anInvalidEndTimeIsRefused(String until) {
    assertThat(simulate("--until", until)).isEqualTo(2);

    assertThat(err.toString()).contains("--until").doesNotContain("\tat ");
  }

  @Test
  void aReportInAMissingFolderIsRefusedBeforeTheSimulation() {
    Path nowhere = folder.resolve("nowhere").resolve("report.json");

    assertThat(simulate("--report", nowhere.toString())).isEqualTo(2);

    assertThat(err.toString()).startsWith(nowhere + " cannot be written");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsReportedInOneLineAfterTheReport() {
    assertThat(simulate("--report", "/dev/full")).isEqualTo(1);

    assertThat(out.toString()).contains("Corner Shop");
    assertThat(err.toString()).startsWith("failed: ").hasLineCount(1);
  }

  @Test
  void anInputIsNotOverwritten() throws IOException {
    String before = Files.readString(arrivals);

    assertThat(simulate("--outcomes", arrivals.toString())).isEqualTo(2);

    assertThat(err.toString()).startsWith(arrivals + " cannot be written: it is named twice");
    assertThat(arrivals).hasContent(before);
  }

  @Test
  void anUnknownOptionIsRefused() {
    assertThat(simulate("--speed")).isEqualTo(2);

    assertThat(err.toString()).contains("--speed").contains("See 'switchboard simulate --help'.");
  }

  @Test
  void withoutACommandItIsRefused() {
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void helpDescribesBothFormatsAndTheExitCodes() {
    assertThat(run("simulate", "--help")).isZero();

    assertThat(out.toString())
        .contains("id,arrival_s,skill,consumer,urgent,handling_s,patience_s")
        .contains("agent,start_s,end_s,max_conversations")
        .contains("simulate --demo")
        .contains("Exit codes:");
  }

  @Test
  void helpListsTheCommands() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString()).contains("simulate", "check-config");
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString()).startsWith("switchboard ");
  }

  private int simulate(String... more) {
    String[] arguments = {
      "simulate",
      "--account",
      account.toString(),
      "--arrivals",
      arrivals.toString(),
      "--shifts",
      shifts.toString()
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return run(all);
  }

  private int run(String... arguments) {
    CommandLine commandLine = Switchboard.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
