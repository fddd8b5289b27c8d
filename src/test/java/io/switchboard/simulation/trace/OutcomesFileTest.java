package io.switchboard.simulation.trace;

import static io.switchboard.simulation.trace.TestFiles.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.simulation.ArrivalOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomesFileTest {
  private static final ArrivalOutcome SERVED =
      new ArrivalOutcome(
          "c2",
          "sales",
          ArrivalOutcome.Kind.SERVED,
          Optional.of("ann"),
          Optional.of("in-house"),
          1,
          OptionalLong.of(12_500_000_001L),
          OptionalLong.of(72_500_000_001L));
  private static final ArrivalOutcome ABANDONED =
      new ArrivalOutcome(
          "c1",
          "-1",
          ArrivalOutcome.Kind.ABANDONED,
          Optional.empty(),
          Optional.empty(),
          60_000_000_000L,
          OptionalLong.empty(),
          OptionalLong.of(60_000_000_000L));
  private static final ArrivalOutcome WAITING =
      new ArrivalOutcome(
          "c3",
          "care",
          ArrivalOutcome.Kind.WAITING,
          Optional.empty(),
          Optional.empty(),
          1_234_567_890_123_456_789L,
          OptionalLong.empty(),
          OptionalLong.empty());
  private static final String EXPECTED =
      text(
          "id,skill,outcome,agent,group,wait_s,start_s,end_s",
          "c2,sales,SERVED,ann,in-house,0.000000001,12.500000001,72.500000001",
          "c1,-1,ABANDONED,,,60.000000000,,60.000000000",
          "c3,care,WAITING,,,1234567890.123456789,,");

  @TempDir private Path folder;

  @Test
  void outcomesAreRowsInTheGivenOrderWithNineDecimalsAndEmptyCellsForAbsentValues()
      throws IOException {
    Path file = folder.resolve("outcomes.csv");

    OutcomesFile.write(file, List.of(SERVED, ABANDONED, WAITING));

    assertThat(Files.readString(file)).isEqualTo(EXPECTED);
  }

  @Test
  void aFileWhoseNameEndsInGzIsCompressed() throws IOException {
    Path file = folder.resolve("outcomes.csv.gz");

    OutcomesFile.write(file, List.of(SERVED, ABANDONED, WAITING));

    try (InputStream plain = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(plain.readAllBytes(), UTF_8)).isEqualTo(EXPECTED);
    }
  }

  @Test
  void numbersAreTheSameInEveryLocale() throws IOException {
    Path file = folder.resolve("outcomes.csv");
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      OutcomesFile.write(file, List.of(SERVED, ABANDONED, WAITING));
    } finally {
      Locale.setDefault(before);
    }

    assertThat(Files.readString(file)).isEqualTo(EXPECTED);
  }

  @Test
  void anInterruptedWriteLeavesNoFile() {
    Path file = folder.resolve("outcomes.csv");
    List<ArrivalOutcome> broken = Collections.unmodifiableList(Arrays.asList(SERVED, null));

    assertThatThrownBy(() -> OutcomesFile.write(file, broken))
        .isInstanceOf(NullPointerException.class);

    assertThat(folder).isEmptyDirectory();
  }
}
