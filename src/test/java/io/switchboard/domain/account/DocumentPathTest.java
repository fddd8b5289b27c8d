package io.switchboard.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentPathTest {
  private final List<Violation> found = new ArrayList<>();
  private final DocumentPath root = DocumentPath.root(found);

  @Test
  void aPathIsWrittenAsAJsonPath() {
    assertThat(root.path()).isEqualTo("$");
    assertThat(root.member("skills").element(1).member("name").path())
        .isEqualTo("$.skills[1].name");
  }

  @Test
  void namesWithSpecialCharactersAreQuoted() {
    assertThat(root.member("personal.language").path()).isEqualTo("$['personal.language']");
  }

  @Test
  void longNamesAreShortened() {
    assertThat(root.member("x".repeat(1_000)).path()).isEqualTo("$['" + "x".repeat(79) + "…']");
  }

  @Test
  void violationsAreCollectedAtTheRoot() {
    root.member("name").violation("is wrong");

    assertThat(found).containsExactly(new Violation("$.name", "is wrong"));
  }

  @Test
  void noViolationsAreCollectedWithoutACollector() {
    root.detached().member("name").violation("is wrong");

    assertThat(found).isEmpty();
  }

  @Test
  void aFurtherViolationAfterAThousandIsIndicated() {
    for (int i = 0; i < 2_000; i++) {
      root.element(i).violation("is wrong");
    }

    assertThat(found)
        .hasSize(1_001)
        .contains(new Violation("$[999]", "is wrong"))
        .endsWith(new Violation("$", "has more violations; these are the first 1000"));
  }
}
