package io.switchboard.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Violations of texts that are no JSON, or that exceed the limits. */
class JsonSyntaxExceptionTest {

  @Test
  void aSyntaxErrorIsOneViolationWithLineAndColumn() {
    assertThat(problem("{\n  \"name\": \"a\",\n  \"skills\" [\n  ]\n}"))
        .startsWith("is not JSON at line 3, column 12: ")
        .contains("colon");
  }

  @Test
  void truncatedJsonIsReportedWithTheStartOfTheOpenValue() {
    assertThat(problem("{\n  \"skills\": ["))
        .startsWith("is not JSON at line 2, column 14: ")
        .contains("start marker at line 2, column 13");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n"})
  void anEmptyDocumentIsRefused(String document) {
    assertThat(problem(document)).isEqualTo("is empty; expected a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{}\n]", "{}1"})
  void contentAfterTheAccountIsRefused(String document) {
    assertThat(problem(document)).containsPattern("at line \\d, column \\d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"account\""})
  void anAccountIsAnObject(String document) {
    assertThat(problem(document)).endsWith("; expected an object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"x\": NaN}", "// no comment\n{}", "{'x': 1}", "{\"x\": 1,}"})
  void extensionsOfOtherFormatsAreRefusedWithoutParserAdvice(String document) {
    assertThat(problem(document))
        .startsWith("is not JSON at line 1")
        .doesNotContain("`", "Feature");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(problem("{\"x\":" + "[".repeat(100_000)))
        .contains("depth (33) exceeds the maximum allowed (32")
        .doesNotContain("StreamReadConstraints");
  }

  @Test
  void overlongNumbersAreRefused() {
    assertThat(problem("{\"x\": " + "9".repeat(101) + "}")).contains("at line 1", "100");
  }

  @Test
  void overlongExponentsAreRefused() {
    assertThat(problem("{\"x\": 1e99999999999999}")).contains("at line 1");
  }

  @Test
  void overlongTextsAreRefused() {
    assertThat(problem("{\"x\": \"" + "y".repeat(1_000_000) + "\"}")).contains("20000");
  }

  @Test
  void overlongNamesAreRefused() {
    assertThat(problem("{\"" + "y".repeat(100_000) + "\": 1}")).contains("2000");
  }

  @Test
  void moreThanEightMebibytesAreRefused() {
    assertThat(problem("{}" + " ".repeat(AccountDocument.MAX_BYTES - 1)))
        .isEqualTo("is larger than 8 MiB, the maximum");
    assertThat(Example.violationsOf("{}" + " ".repeat(AccountDocument.MAX_BYTES - 2))).isEmpty();
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    byte[] latin = {'{', '"', 'x', '"', ':', '"', (byte) 0xe9, '"', '}'};

    assertThat(Example.violationsOf(latin))
        .singleElement()
        .extracting(Violation::path)
        .isEqualTo("$.x");
  }

  private static String problem(String document) {
    List<Violation> violations = Example.violationsOf(document);
    assertThat(violations).extracting(Violation::path).containsExactly("$");
    return violations.get(0).problem();
  }
}
