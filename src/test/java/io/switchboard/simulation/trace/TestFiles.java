package io.switchboard.simulation.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.Skill;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Files and accounts for tests of file readers. */
final class TestFiles {
  private TestFiles() {}

  static Account account(List<String> skills, List<String> agents) {
    return new Account(
        Optional.empty(),
        Optional.empty(),
        skills.stream().map(Skill::of).toList(),
        List.of(),
        agents.stream().map(TestFiles::agent).toList());
  }

  private static Agent agent(String id) {
    return new Agent(
        id, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  static Path file(Path folder, String name, String... lines) {
    return file(folder, name, text(lines).getBytes(UTF_8));
  }

  static Path file(Path folder, String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  static String text(String... lines) {
    return Stream.of(lines).map(line -> line + "\n").collect(joining());
  }

  /** The problems of a refused file in this folder, without the folder's name. */
  static List<String> problems(Path folder, ThrowingCallable reading) {
    InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, reading);
    return refusal == null
        ? List.of()
        : refusal.problems().stream()
            .map(problem -> problem.toString().replace(folder + "/", ""))
            .toList();
  }
}
