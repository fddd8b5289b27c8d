package io.switchboard.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.DocumentLength;
import io.switchboard.domain.account.ValidAccounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountDocumentTest {

  @Test
  void theExampleIsReadAndWrittenUnchanged() {
    String written = AccountDocument.write(AccountDocument.read(Example.text()));

    assertThat(Example.json(written)).isEqualTo(withoutNulls(Example.json(Example.text())));
  }

  @Test
  void anAccountIsWrittenWithTheIndentationOfTheExample() {
    String written = AccountDocument.write(AccountDocument.read(Example.text()));

    assertThat(written.lines().limit(20))
        .containsExactlyElementsOf(Example.text().lines().limit(20).toList());
  }

  @Property
  void eachValidAccountIsReadBackEqual(@ForAll("accounts") Account account) {
    assertThat(AccountDocument.read(AccountDocument.write(account))).isEqualTo(account);
  }

  @Test
  void anAccountWithoutMembersIsAnEmptyObject() {
    Account empty = AccountDocument.read("{}");

    assertThat(AccountDocument.write(empty)).isEqualTo("{}");
  }

  @Test
  void aNullMemberEqualsAnAbsentOne() {
    String document =
        """
        {"name": null, "settings": null, "skills": [{"id": "s", "distribution": null}],
         "agentGroups": null, "agents": null}
        """;

    assertThat(AccountDocument.read(document))
        .isEqualTo(AccountDocument.read("{\"skills\": [{\"id\": \"s\"}]}"));
  }

  @Test
  void anEmptyListOfTransferTargetsDiffersFromAnAbsentOne() {
    String document = "{\"skills\": [{\"id\": \"s\", \"transferTo\": []}]}";

    Account account = AccountDocument.read(document);

    assertThat(account.skills().get(0).transferTo()).contains(List.of());
    assertThat(Example.json(AccountDocument.write(account))).isEqualTo(Example.json(document));
  }

  @Test
  void aSingleAttributeValueNeedsNoList() {
    Account account =
        AccountDocument.read(
            """
            {"settings": {"skillRules": [
              {"when": {"attributes": {"a": "x", "b": ["y"], "c": ["y", "z"]}}, "skill": "-1"}]}}
            """);

    assertThat(account.settings().orElseThrow().skillRules().get(0).when().attributes())
        .containsEntry("a", List.of("x"))
        .containsEntry("b", List.of("y"))
        .containsEntry("c", List.of("y", "z"));
  }

  @Test
  void aRuleWithoutAConditionAlwaysApplies() {
    assertThat(AccountDocument.read("{\"settings\": {\"skillRules\": [{\"skill\": \"-1\"}]}}"))
        .isEqualTo(
            AccountDocument.read(
                "{\"settings\": {\"skillRules\": [{\"when\": {}, \"skill\": \"-1\"}]}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P7D", "PT168H", "pt168h", "P6DT24H", "PT604800S"})
  void durationsAreReadInAllUnits(String week) {
    Account account =
        AccountDocument.read(Example.with("/skills/3/autoClose", "\"" + week + "\"").document());

    assertThat(account.skills().get(3).autoClose()).contains(Duration.ofDays(7));
  }

  @Test
  void anAccountIsReadFromBytesAndStreamsAlike() throws IOException {
    byte[] bytes = Example.text().getBytes(StandardCharsets.UTF_8);

    assertThat(AccountDocument.read(bytes)).isEqualTo(AccountDocument.read(Example.text()));
    assertThat(AccountDocument.read(new ByteArrayInputStream(bytes)))
        .isEqualTo(AccountDocument.read(Example.text()));
  }

  @Test
  void theMessageOfAnInvalidAccountListsAllViolations() {
    assertThatThrownBy(() -> AccountDocument.read("{\"nmae\": 1, \"name\": 2}"))
        .isInstanceOf(InvalidAccountException.class)
        .hasMessage(
            "$.name: is 2; expected a text in quotes\n"
                + "$.nmae: unknown member 'nmae'; known members: name, settings, skills, agentGroups,"
                + " agents");
  }

  @Test
  void aLargeAccountIsReadAndWritten() {
    List<Agent> agents =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Records.of(Agent.class, "id", "agent-" + i, "name", "Agent " + i))
            .toList();
    Account account = new Account(Optional.empty(), Optional.empty(), List.of(), List.of(), agents);

    assertThat(AccountDocument.read(AccountDocument.write(account))).isEqualTo(account);
  }

  @Property
  void aDamagedDocumentIsReadOrRefusedWithoutAnotherError(
      @ForAll @IntRange(max = 3_300) int position, @ForAll char damage) {
    StringBuilder document = new StringBuilder(Example.text());
    document.setCharAt(position, damage);

    assertThat(Example.violationsOf(document.toString())).doesNotContainNull();
  }

  @Property
  void aDocumentWithAnyValueAtAnyPathIsReadOrRefusedWithoutAnotherError(
      @ForAll("pointers") String pointer, @ForAll("values") String value) {
    Example changed = Example.with(pointer, value);

    assertThat(changed.violations())
        .allSatisfy(violation -> assertThat(violation.path()).startsWith("$"));
  }

  @Property
  void aCutDocumentIsRefusedWithOneViolation(@ForAll @IntRange(max = 3_300) int length) {
    assertThat(Example.violationsOf(Example.text().substring(0, length))).hasSize(1);
  }

  @Provide
  Arbitrary<String> pointers() {
    return Arbitraries.of(Example.asItIs().pointers());
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
        "null",
        "true",
        "0",
        "-1",
        "101",
        "0.5",
        "1e99",
        "99999999999",
        "\"\"",
        "\"-1\"",
        "\"general\"",
        "\"sales\"",
        "\"P1D\"",
        "\"STATIC\"",
        "[]",
        "[null]",
        "[{}]",
        "[[]]",
        "{}",
        "{\"id\": \"-1\"}",
        "{\"default\": {}}");
  }

  @Property(tries = 300)
  void aDocumentIsNeverLongerWithoutWhiteSpaceThanItsLength(@ForAll("accounts") Account account) {
    int dense = AccountWriter.writeDense(account).getBytes(StandardCharsets.UTF_8).length;

    assertThat(DocumentLength.of(account)).isBetween((long) dense, dense + dense / 5L + 20);
  }

  @Test
  void aDocumentTooLongWithIndentationIsWrittenWithoutIt() {
    List<AgentGroup> groups =
        IntStream.range(0, 150_000)
            .mapToObj(number -> new AgentGroup("group-" + number, Optional.of("N" + number)))
            .toList();
    Account large = new Account(Optional.empty(), Optional.empty(), List.of(), groups, List.of());
    assertThat(AccountWriter.write(large).length()).isGreaterThan(AccountDocument.MAX_BYTES);

    String written = AccountDocument.write(large);

    assertThat(written.length())
        .isLessThanOrEqualTo(AccountDocument.MAX_BYTES)
        .isLessThanOrEqualTo((int) DocumentLength.of(large));
  }

  @Provide
  Arbitrary<Account> accounts() {
    return ValidAccounts.any();
  }

  private static JsonNode withoutNulls(JsonNode tree) {
    tree.forEach(AccountDocumentTest::withoutNulls);
    if (tree instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    return tree;
  }
}
