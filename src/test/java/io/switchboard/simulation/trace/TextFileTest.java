package io.switchboard.simulation.trace;

import static io.switchboard.simulation.trace.TestFiles.file;
import static io.switchboard.simulation.trace.TestFiles.gzip;
import static io.switchboard.simulation.trace.TestFiles.problems;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir private Path folder;

  @Test
  void aMissingFileIsRefused() {
    assertThat(refusal(folder.resolve("none.csv")))
        .containsExactly("none.csv: does not exist; expected a file");
  }

  @Test
  void aFolderIsRefused() throws IOException {
    assertThat(refusal(Files.createDirectory(folder.resolve("some.csv"))))
        .containsExactly("some.csv: is a folder; expected a file");
  }

  @Test
  void anEmptyFileIsRefusedAsATable() {
    Path file = file(folder, "empty.csv", new byte[0]);

    assertThat(
            problems(folder, () -> ShiftsFile.read(file, TestFiles.account(List.of(), List.of()))))
        .containsExactly(
            "empty.csv: empty;"
                + " expected a header with agent, start_s, end_s and optionally max_conversations");
  }

  @Test
  void aFileNamedGzInAnotherFormatIsRefused() {
    assertThat(refusal(file(folder, "plain.csv.gz", "id,arrival_s".getBytes(UTF_8))))
        .containsExactly(
            "plain.csv.gz: broken gzip;"
                + " expected a whole file compressed with gzip, as its name ends in .gz");
  }

  @Test
  void aTruncatedGzipFileIsRefused() {
    byte[] whole = gzip("id,arrival_s,handling_s\n".repeat(100).getBytes(UTF_8));

    assertThat(refusal(file(folder, "half.csv.gz", Arrays.copyOf(whole, whole.length / 2))))
        .containsExactly(
            "half.csv.gz: broken gzip;"
                + " expected a whole file compressed with gzip, as its name ends in .gz");
  }

  @Test
  void aGzipFileWithADamagedByteIsRefused() {
    byte[] bytes = gzip("id,arrival_s,handling_s\n".getBytes(UTF_8));
    bytes[bytes.length - 6] ^= 1;

    assertThat(refusal(file(folder, "damaged.csv.gz", bytes)))
        .containsExactly(
            "damaged.csv.gz: broken gzip;"
                + " expected a whole file compressed with gzip, as its name ends in .gz");
  }

  @Test
  void textThatIsNotUtf8IsRefusedWithItsLine() {
    assertThat(refusal(file(folder, "latin.csv", "id\nZoe\nZoë\n".getBytes(ISO_8859_1))))
        .containsExactly("latin.csv:3: not UTF-8; expected text in UTF-8");
  }

  @Test
  void textThatEndsWithinACharacterIsRefused() {
    byte[] text = "id\nZoë".getBytes(UTF_8);

    assertThat(refusal(file(folder, "cut.csv", Arrays.copyOf(text, text.length - 1))))
        .containsExactly("cut.csv:2: not UTF-8; expected text in UTF-8");
  }

  @Test
  void aTextMayHaveTheReplacementCharacter() {
    Path file = file(folder, "replaced.csv", "id\nZo\uFFFD\n".getBytes(UTF_8));

    assertThat(TextFile.read(file, new InputProblems("replaced.csv"))).isEqualTo("id\nZo\uFFFD\n");
  }

  @Test
  void aTextLargerThanTheMemoryIsRefusedEvenInASmallFile() {
    Path file = file(folder, "long.csv.gz", gzip(new byte[1001]));

    assertThat(
            problems(folder, () -> TextFile.read(file, 1000, new InputProblems(file.toString()))))
        .containsExactly("long.csv.gz: longer than 1000 bytes; expected a shorter file");
    assertThat(TextFile.read(file, 1001, new InputProblems(file.toString()))).hasSize(1001);
  }

  @Test
  void aFileReplacesAnEarlierOne() throws IOException {
    Path file = file(folder, "out.csv", "old");

    TextFile.write(file, writer -> writer.write("new"));

    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void anInterruptedWriteKeepsTheEarlierFileOnly() {
    Path file = file(folder, "out.csv", "old");

    assertThatThrownBy(
            () ->
                TextFile.write(
                    file,
                    writer -> {
                      writer.write("half of the new");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void theTargetOfALinkIsWrittenAndTheLinkIsKept() throws IOException {
    Path file = file(folder, "out.csv", "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);

    TextFile.write(link, writer -> writer.write("new"));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  private List<String> refusal(Path file) {
    return problems(folder, () -> TextFile.read(file, new InputProblems(file.toString())));
  }
}
