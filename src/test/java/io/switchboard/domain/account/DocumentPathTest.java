package io.switchboard.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentPathTest {
  private final List<Violation> found = new ArrayList<>();
  private final DocumentPath root = DocumentPath.root(found);

  @Test
  void isWrittenAsAJsonPath() {
    assertThat(root.path()).isEqualTo("$");
    assertThat(root.member("skills").element(1).member("name").path())
        .isEqualTo("$.skills[1].name");
  }

  @Test
  void quotesNamesThatAreNotPlain() {
    assertThat(root.member("personal.language").path()).isEqualTo("$['personal.language']");
  }

  @Test
  void shortensLongNames() {
    assertThat(root.member("x".repeat(1_000)).path()).isEqualTo("$['" + "x".repeat(79) + "…']");
  }

  @Test
  void gathersViolationsAtTheRoot() {
    root.member("name").violation("is wrong");

    assertThat(found).containsExactly(new Violation("$.name", "is wrong"));
  }

  @Test
  void gathersNothingWhenUnheard() {
    root.unheard().member("name").violation("is wrong");

    assertThat(found).isEmpty();
  }

  @Test
  void saysThatThereAreMoreAfterAThousandViolations() {
    for (int i = 0; i < 2_000; i++) {
      root.element(i).violation("is wrong");
    }

    assertThat(found)
        .hasSize(1_001)
        .contains(new Violation("$[999]", "is wrong"))
        .endsWith(new Violation("$", "has more violations; these are the first 1000"));
  }
}
