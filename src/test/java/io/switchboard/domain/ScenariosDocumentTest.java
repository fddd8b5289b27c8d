package io.switchboard.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks of {@code docs/scenarios.md}: it answers each situation, and the named tests exist. */
class ScenariosDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "scenarios.md");
  private static final Pattern ROW = Pattern.compile("\\| (S\\d{3}) \\|.*");
  private static final Pattern TEST = Pattern.compile("`((?:[a-z]+\\.)+\\w+)#(\\w+)`");

  private static final String SITUATIONS =
      """
      S001 S002 S004 S005 S007 S008 S010 S011 S013 S014 S016 S017 S019 S020 S022 S023 S025 S026
      S028 S029 S031 S032 S034 S035 S037 S038 S040 S041 S043 S044 S046 S047 S049 S050 S052 S053
      S055 S056 S058 S059 S061 S062 S064 S065 S067 S068 S070 S071 S073 S074 S076 S077 S079 S080
      S082 S083 S085 S086 S088 S089 S091 S092 S094 S095 S097 S098 S100 S101 S103 S104 S106 S107
      S109 S110
      """;

  private record Named(String situation, String type, String method) {}

  private static List<Matcher> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .toList();
  }

  @Test
  void eachSituationIsAnsweredOnce() throws IOException {
    assertThat(rows().stream().map(row -> row.group(1)))
        .containsExactlyInAnyOrder(SITUATIONS.strip().split("\\s+"));
  }

  @ParameterizedTest
  @MethodSource("namedTests")
  void eachNamedTestExistsAndIsTaggedWithItsSituation(Named test) throws Exception {
    String room = test.type().startsWith("api.") ? "io.switchboard." : "io.switchboard.domain.";
    Class<?> type = Class.forName(room + test.type());

    Stream<String> tags =
        Stream.of(type.getDeclaredMethods())
            .filter(method -> method.getName().equals(test.method()))
            .flatMap(method -> Stream.of(method.getAnnotationsByType(Tag.class)))
            .map(Tag::value);
    assertThat(tags).contains(test.situation());
  }

  static Stream<Named> namedTests() throws IOException {
    return rows().stream()
        .flatMap(
            row ->
                TEST.matcher(row.group())
                    .results()
                    .map(found -> new Named(row.group(1), found.group(1), found.group(2))));
  }
}
