package io.switchboard.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.ValidAccounts;
import io.switchboard.domain.account.Violation;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ItemDocumentTest {

  @Property
  void eachItemIsReadBackEqual(@ForAll("accounts") Account account) {
    account
        .skills()
        .forEach(
            skill -> assertThat(again(ItemDocument.SKILL, skill.id(), skill)).isEqualTo(skill));
    account
        .agentGroups()
        .forEach(
            group ->
                assertThat(again(ItemDocument.AGENT_GROUP, group.id(), group)).isEqualTo(group));
    account
        .agents()
        .forEach(
            agent -> assertThat(again(ItemDocument.AGENT, agent.id(), agent)).isEqualTo(agent));
  }

  @Test
  void theIdMayBeAbsent() {
    assertThat(read(ItemDocument.SKILL, "care", "{}")).isEqualTo(Skill.of("care"));
  }

  @Test
  void anotherIdIsRefused() {
    assertThat(refused(ItemDocument.SKILL, "care", "{\"id\": \"sales\"}").violations())
        .containsExactly(new Violation("$.id", "is 'sales'; expected 'care', or no id"));
  }

  @Test
  void anItemIsValidatedAsStrictlyAsTheWholeDocument() {
    InvalidAccountException refused =
        refused(ItemDocument.AGENT, "ann", "{\"skils\": [], \"enabled\": \"yes\"}");

    assertThat(refused.isJson()).isTrue();
    assertThat(refused.violations())
        .containsExactly(
            new Violation("$.enabled", "is 'yes'; expected true or false"),
            new Violation(
                "$.skils",
                "unknown member 'skils'; known members: id, name, group, skills, maxConversations,"
                    + " enabled"));
  }

  @Test
  void aSyntaxErrorIsReportedAsSuch() {
    assertThat(refused(ItemDocument.AGENT, "ann", "{").isJson()).isFalse();
    assertThat(refused(ItemDocument.AGENT, "ann", "[]").isJson()).isTrue();
  }

  @Test
  void anOversizedItemIsNotRead() {
    String text = "{" + " ".repeat(ItemDocument.MAX_BYTES) + "}";

    assertThat(refused(ItemDocument.AGENT, "ann", text).violations())
        .containsExactly(new Violation("$", "is larger than 256 KiB, the maximum"));
  }

  @Test
  void aPageHasACursorUnlessItIsTheLast() {
    List<AgentGroup> groups = List.of(new AgentGroup("in-house", Optional.empty()));

    assertThat(ItemDocument.AGENT_GROUP.write(new Page<>(groups, Optional.of("abc"))))
        .isEqualToIgnoringWhitespace("{\"items\":[{\"id\":\"in-house\"}],\"next\":\"abc\"}");
    assertThat(ItemDocument.AGENT_GROUP.write(new Page<>(List.of(), Optional.empty())))
        .isEqualToIgnoringWhitespace("{\"items\":[]}");
  }

  private static <T> T again(ItemDocument<T> document, String id, T piece) {
    return read(document, id, document.write(piece));
  }

  private static <T> T read(ItemDocument<T> document, String id, String text) {
    return document.read(id, text.getBytes(UTF_8));
  }

  private static InvalidAccountException refused(ItemDocument<?> document, String id, String text) {
    return catchThrowableOfType(InvalidAccountException.class, () -> read(document, id, text));
  }

  @Provide
  Arbitrary<Account> accounts() {
    return ValidAccounts.any();
  }
}
