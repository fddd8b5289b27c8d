package io.switchboard.simulation.trace;

import static io.switchboard.simulation.trace.TestFiles.file;
import static io.switchboard.simulation.trace.TestFiles.gzip;
import static io.switchboard.simulation.trace.TestFiles.problems;
import static io.switchboard.simulation.trace.TestFiles.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.simulation.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsFileTest {
  private static final Account ACCOUNT = TestFiles.account(List.of("sales", "care"), List.of());
  private static final String HEADER =
      "id,arrival_s,skill,consumer,urgent,handling_s,patience_s,attr.ctmrinfo.ctype";

  @TempDir private Path folder;

  @Test
  void aRowWithAllCellsIsAnArrivalWithAllMembers() {
    assertThat(read(HEADER, "c1,12.5,sales,anna,true,300,60.000000001,vip"))
        .containsExactly(
            new Arrival(
                "c1",
                12_500_000_000L,
                Optional.of("sales"),
                Optional.of("anna"),
                true,
                300_000_000_000L,
                OptionalLong.of(60_000_000_001L),
                Map.of("ctmrinfo.ctype", "vip")));
  }

  @Test
  void emptyCellsMeanSkillSelectionAndAnAnonymousPatientConsumer() {
    assertThat(read(HEADER, "c1,12.5,,,,300,,")).containsExactly(plain("c1", 12_500_000_000L));
  }

  @Test
  void optionalColumnsMayBeAbsent() {
    assertThat(read("id,arrival_s,handling_s", "c1,0,300")).containsExactly(plain("c1", 0));
  }

  @Test
  void columnsMayBeInAnyOrder() {
    assertThat(read("attr.a b,handling_s,id,arrival_s", ",300,c1,1"))
        .containsExactly(plain("c1", 1_000_000_000L));
  }

  @ParameterizedTest
  @CsvSource({"true,true", "TRUE,true", "True,true", "false,false", "FALSE,false"})
  void urgentIsTrueOrFalseInAnyCase(String text, boolean urgent) {
    assertThat(read("id,arrival_s,handling_s,urgent", "c1,0,300," + text))
        .extracting(Arrival::urgent)
        .containsExactly(urgent);
  }

  @Test
  void theUnassignedSkillMayBeNamed() {
    assertThat(read("id,arrival_s,handling_s,skill", "c1,0,300,-1"))
        .extracting(arrival -> arrival.skill().orElse(""))
        .containsExactly("-1");
  }

  @Test
  void arrivalsAreInTheOrderOfTimeAndThenOfTheFile() {
    assertThat(read("id,arrival_s,handling_s", "late,9,1", "b,5,1", "a,5.0,1", "early,1,1"))
        .extracting(Arrival::id)
        .containsExactly("early", "b", "a", "late");
  }

  @Test
  void quotesWindowsLineBreaksBlankLinesAndAByteOrderMarkAreIgnored() {
    assertThat(read("\uFEFFid,arrival_s,handling_s\r", "\"c1\",0,300\r", "\r"))
        .containsExactly(plain("c1", 0));
  }

  @Test
  void aHeaderAloneIsADayWithoutArrivals() {
    assertThat(read(HEADER)).isEmpty();
  }

  @Test
  void aFileWhoseNameEndsInGzIsDecompressed() {
    byte[] content = gzip(text("id,arrival_s,handling_s", "c1,0,300").getBytes(UTF_8));

    assertThat(ArrivalsFile.read(file(folder, "arrivals.csv.gz", content), ACCOUNT))
        .containsExactly(plain("c1", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrivals.csv", "arrivals.csv.gz"})
  void writtenArrivalsAreReadBackEqual(String name) throws IOException {
    List<Arrival> arrivals =
        List.of(
            plain("c2", 1),
            new Arrival(
                "c1",
                1_500_000_000L,
                Optional.of("care"),
                Optional.of("Zoë, \"the second\""),
                true,
                1,
                OptionalLong.of(0),
                Map.of("b", "1,5", "a", "x")));
    Path file = folder.resolve(name);

    ArrivalsFile.write(file, arrivals);

    assertThat(ArrivalsFile.read(file, ACCOUNT)).isEqualTo(arrivals);
  }

  @Test
  void arrivalsAreWrittenInTheShortestForm() throws IOException {
    Path file = folder.resolve("arrivals.csv");

    ArrivalsFile.write(file, List.of(plain("c1", 1_500_000_000L)));

    assertThat(Files.readString(file))
        .isEqualTo(
            text("id,arrival_s,skill,consumer,urgent,handling_s,patience_s", "c1,1.5,,,,300,"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-5,300,,,|column arrival_s (2): -5 is negative; expected decimal seconds of 0 or more",
        "0.0000000001,300,,,|column arrival_s (2): 0.0000000001 has more than nine decimals;"
            + " expected decimal seconds with at most nine decimals",
        "315360001,300,,,|column arrival_s (2): 315360001 is more than ten years;"
            + " expected decimal seconds of at most 315360000",
        ",300,,,|column arrival_s (2): empty; expected decimal seconds of 0 or more",
        "0,1e3,,,|column handling_s (3): 1e3 is not a plain decimal number;"
            + " expected decimal seconds such as 12.5",
        "0,,,,|column handling_s (3): empty; expected decimal seconds of 0 or more",
        "0,300,-1.5,,|column patience_s (4): -1.5 is negative;"
            + " expected decimal seconds of 0 or more",
        "0,300,,Sales,|column skill (5): Sales is unknown;"
            + " expected a skill of the account, or nothing to leave it to skill selection",
        "0,300,,,yes|column urgent (6): yes is unknown; expected true, false or nothing",
      })
  void anInvalidCellIsRefused(String cells, String problem) {
    assertThat(refusal("id,arrival_s,handling_s,patience_s,skill,urgent", "c1," + cells))
        .containsExactly("arrivals.csv:2: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a b|'\"a b\" is not an id'", "''|empty", "ä|'\"ä\" is not an id'"})
  void anIdWithOtherCharactersIsRefused(String id, String fault) {
    assertThat(refusal("id,arrival_s,handling_s", id + ",0,300"))
        .containsExactly(
            "arrivals.csv:2: column id (1): "
                + fault
                + "; expected 1 to 64 of A-Z a-z 0-9 . _ -, but not . or ..");
  }

  @Test
  void anIdHasAtMost64Characters() {
    String longest = "x".repeat(64);

    assertThat(refusal("id,arrival_s,handling_s", longest + ",0,300")).isEmpty();
    assertThat(refusal("id,arrival_s,handling_s", longest + "x,0,300"))
        .containsExactly(
            "arrivals.csv:2: column id (1): \""
                + longest
                + "...\" is not an id; expected 1 to 64 of A-Z a-z 0-9 . _ -, but not . or ..");
  }

  @Test
  void aRepeatedIdIsRefused() {
    assertThat(refusal("id,arrival_s,handling_s", "c1,0,300", "c2,0,300", "c1,5,300"))
        .containsExactly(
            "arrivals.csv:4: column id (1): c1 is the id in line 2 already;"
                + " expected an id of each arrival's own");
  }

  @Test
  void aConsumerHasAtMost256PrintableCharacters() {
    String longest = "ö".repeat(256);

    assertThat(refusal("id,arrival_s,handling_s,consumer", "c1,0,300," + longest)).isEmpty();
    assertThat(refusal("id,arrival_s,handling_s,consumer", "c1,0,300,ö" + longest))
        .containsExactly(
            "arrivals.csv:2: column consumer (4): \""
                + "ö".repeat(64)
                + "...\" is too long or not printable; expected 1 to 256 printable characters");
  }

  @Test
  void controlCharactersAreRefusedAndNotPrintedToTheTerminal() {
    assertThat(refusal("id,arrival_s,handling_s,attr.x", "c1,0,300,\u001b[31m"))
        .containsExactly(
            "arrivals.csv:2: column attr.x (4): \"?[31m\" is too long or not printable;"
                + " expected 1 to 256 printable characters");
  }

  @Test
  void aRowWithMoreOrFewerFieldsThanTheHeaderIsRefused() {
    assertThat(refusal("id,arrival_s,handling_s", "c1,0", "c2,0,300", "c3,0,300,"))
        .containsExactly(
            "arrivals.csv:2: number of fields is 2; expected 3 as in the header",
            "arrivals.csv:4: number of fields is 4; expected 3 as in the header");
  }

  @Test
  void anInvalidHeaderIsRefusedWithAllItsProblems() {
    assertThat(refusal("id,Skill,id,attr.", "c1,sales,c1,"))
        .containsExactly(
            "arrivals.csv:1: column Skill (2): unknown; expected only id, arrival_s, handling_s"
                + " and optionally skill, consumer, urgent, patience_s, attr.NAME",
            "arrivals.csv:1: column id (3): the same as column 1;"
                + " expected a column of each name once",
            "arrivals.csv:1: column attr. (4): unknown; expected only id, arrival_s, handling_s"
                + " and optionally skill, consumer, urgent, patience_s, attr.NAME",
            "arrivals.csv:1: column arrival_s: missing; expected id, arrival_s, handling_s"
                + " and optionally skill, consumer, urgent, patience_s, attr.NAME",
            "arrivals.csv:1: column handling_s: missing; expected id, arrival_s, handling_s"
                + " and optionally skill, consumer, urgent, patience_s, attr.NAME");
  }

  @Test
  void theLineNumberIsThatOfTheFileDespiteLineBreaksInCells() {
    assertThat(refusal("id,arrival_s,handling_s,attr.x", "c1,0,300,\"1", "2\"", "", "c2,0,x,"))
        .containsExactly(
            "arrivals.csv:2: column attr.x (4): \"1?2\" is too long or not printable;"
                + " expected 1 to 256 printable characters",
            "arrivals.csv:5: column handling_s (3): x is not a plain decimal number;"
                + " expected decimal seconds such as 12.5");
  }

  @Test
  void unclosedQuotesAreRefused() {
    assertThat(refusal("id,arrival_s,handling_s", "c1,0,300", "c2,0,\"300"))
        .singleElement()
        .asString()
        .startsWith("arrivals.csv:3: not CSV: ")
        .endsWith(
            "; expected fields with commas, quotes or line breaks in double quotes, inner quotes"
                + " doubled");
  }

  @Test
  void eachProblemOfARowIsReported() {
    assertThat(refusal("id,arrival_s,handling_s", "c 1,-1,x")).hasSize(3);
  }

  @Test
  void afterTwentyProblemsReadingStops() {
    List<String> lines = new ArrayList<>(List.of("id,arrival_s,handling_s"));
    for (int i = 1; i <= 30; i++) {
      lines.add("c" + i + ",-1,300");
    }

    assertThat(refusal(lines.toArray(String[]::new)))
        .hasSize(20)
        .last()
        .asString()
        .startsWith("arrivals.csv:21: ");
  }

  private List<Arrival> read(String... lines) {
    return ArrivalsFile.read(file(folder, "arrivals.csv", lines), ACCOUNT);
  }

  private List<String> refusal(String... lines) {
    return problems(folder, () -> read(lines));
  }

  private static Arrival plain(String id, long arrival) {
    return Records.of(Arrival.class, "id", id, "arrival", arrival, "handling", 300_000_000_000L);
  }
}
