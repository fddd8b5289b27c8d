package io.switchboard.domain.account.configuration;

import static io.switchboard.domain.account.configuration.Documents.agent;
import static io.switchboard.domain.account.configuration.Documents.distributing;
import static io.switchboard.domain.account.configuration.Documents.fallingBack;
import static io.switchboard.domain.account.configuration.Documents.group;
import static io.switchboard.domain.account.configuration.Documents.shared;
import static io.switchboard.domain.account.configuration.Documents.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.DocumentLength;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.Violation;
import io.switchboard.domain.account.configuration.AccountCommand.DeleteAgent;
import io.switchboard.domain.account.configuration.AccountCommand.DeleteAgentGroup;
import io.switchboard.domain.account.configuration.AccountCommand.DeleteSkill;
import io.switchboard.domain.account.configuration.AccountCommand.PutAgent;
import io.switchboard.domain.account.configuration.AccountCommand.PutSkill;
import io.switchboard.domain.account.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.account.configuration.AccountEvent.AgentPut;
import io.switchboard.domain.account.configuration.AccountOutcome.Deleted;
import io.switchboard.domain.account.configuration.AccountOutcome.InUse;
import io.switchboard.domain.account.configuration.AccountOutcome.Invalid;
import io.switchboard.domain.account.configuration.AccountOutcome.NoAccount;
import io.switchboard.domain.account.configuration.AccountOutcome.NoItem;
import io.switchboard.domain.account.configuration.AccountOutcome.PreconditionFailed;
import io.switchboard.domain.account.configuration.AccountOutcome.PreconditionRequired;
import io.switchboard.domain.account.configuration.AccountOutcome.Stored;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountMachineTest {
  private static final Precondition UNSAID = new Precondition.None();
  private static final Precondition ANYTHING = new Precondition.Any();
  private static final long NOW = 1_000_000_007L;

  private Configuration account = Configuration.NONE;

  @Test
  void theFirstPutCreatesTheAccountAtRevisionOne() {
    assertThat(ask(new ReplaceAccount(shop(), UNSAID))).isEqualTo(new Stored(1, 1, true));
    assertThat(account.document()).isEqualTo(shop());
  }

  @Test
  void aMissingAccountCannotBeReplaced() {
    assertThat(ask(new ReplaceAccount(shop(), ANYTHING)))
        .isEqualTo(new PreconditionFailed(Optional.empty()));
    assertThat(account.exists()).isFalse();
  }

  @Test
  void anExistingAccountIsNotReplacedWithoutAPrecondition() {
    givenTheShop();

    assertThat(ask(new ReplaceAccount(empty(), UNSAID))).isEqualTo(new PreconditionRequired(1));
    assertThat(account.document()).isEqualTo(shop());
  }

  @Test
  void anAccountIsReplacedGivenItsRevision() {
    givenTheShop();

    assertThat(ask(new ReplaceAccount(empty(), Precondition.revision(1))))
        .isEqualTo(new Stored(2, 2, false));
    assertThat(account.document()).isEqualTo(empty());
  }

  @Test
  void anAccountIsNotReplacedGivenAnotherRevision() {
    givenTheShop();

    assertThat(ask(new ReplaceAccount(empty(), Precondition.revision(2))))
        .isEqualTo(new PreconditionFailed(Optional.of(1L)));
    assertThat(account.document()).isEqualTo(shop());
  }

  @Test
  void anItemIsNotReplacedGivenAnotherRevision() {
    givenTheShop();
    ask(new PutAgent(agent("ann", "vendor"), Precondition.revision(1)));

    assertThat(ask(new PutAgent(agent("ann", "in-house"), Precondition.revision(1))))
        .isEqualTo(new PreconditionFailed(Optional.of(2L)));
    assertThat(ask(new PutAgent(agent("ann", "in-house"), UNSAID)))
        .isEqualTo(new PreconditionRequired(2));
  }

  @Test
  void aNewItemNeedsNoPrecondition() {
    givenTheShop();

    assertThat(ask(new PutAgent(agent("carl", "vendor", "sales"), UNSAID)))
        .isEqualTo(new Stored(2, 2, true));
    assertThat(account.document().agents()).endsWith(agent("carl", "vendor", "sales"));
  }

  @Test
  void aReplacedItemKeepsItsPositionInTheDocument() {
    givenTheShop();

    ask(new PutAgent(agent("ann", "vendor"), ANYTHING));

    assertThat(account.document().agents())
        .containsExactly(agent("ann", "vendor"), shop().agents().get(1));
  }

  @Test
  void eachItemHasTheRevisionOfItsLastChange() {
    givenTheShop();

    ask(new PutAgent(agent("bea", "vendor"), ANYTHING));
    ask(new PutSkill(Skill.of("news"), UNSAID));
    ask(new DeleteAgent("ann", ANYTHING));

    assertThat(account.revision()).isEqualTo(4);
    assertThat(account.item(ItemList.AGENTS, "bea").orElseThrow().revision()).isEqualTo(2);
    assertThat(account.item(ItemList.SKILLS, "news").orElseThrow().revision()).isEqualTo(3);
    assertThat(account.item(ItemList.SKILLS, "care").orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void aReplacementKeepsTheRevisionOfEqualItems() {
    givenTheShop();
    Account other =
        new Account(
            Optional.empty(),
            Optional.empty(),
            List.of(Skill.of("care"), shared("sales", 50, 50)),
            shop().agentGroups(),
            List.of());

    ask(new ReplaceAccount(other, Precondition.revision(1)));

    assertThat(account.skillRevisions()).containsExactly(1L, 2L);
    assertThat(account.agentGroupRevisions()).containsExactly(1L, 1L);
    assertThat(account.agentRevisions()).isEmpty();
  }

  @Test
  void aChangeWithoutDifferenceGivesThePresentRevisionDespiteAnyPrecondition() {
    givenTheShop();
    ask(new PutSkill(Skill.of("news"), UNSAID));

    assertThat(decide(new PutSkill(Skill.of("care"), Precondition.revision(9))))
        .isEqualTo(AccountDecision.unchanged(new Stored(1, 2, false)));
    assertThat(decide(new ReplaceAccount(account.document(), UNSAID)))
        .isEqualTo(AccountDecision.unchanged(new Stored(2, 2, false)));
  }

  @Test
  void anEventHasTheChangedItemAndTheTime() {
    givenTheShop();

    assertThat(decide(new PutAgent(agent("carl", "vendor"), UNSAID)).event())
        .contains(new AgentPut(agent("carl", "vendor"), 2, NOW));
  }

  @Test
  void aMissingAccountHasNoItems() {
    assertThat(ask(new PutSkill(Skill.of("care"), UNSAID))).isEqualTo(new NoAccount());
    assertThat(ask(new DeleteSkill("care", ANYTHING))).isEqualTo(new NoAccount());
  }

  @Test
  void anInvalidDocumentIsRefused() {
    Account wrong = Records.of(Account.class, "skills", List.of(fallingBack("care", "nowhere")));

    assertThat(ask(new ReplaceAccount(wrong, UNSAID)))
        .isEqualTo(
            new Invalid(
                List.of(
                    new Violation(
                        "$.skills[0].fallbackSkill",
                        "no skill has the id 'nowhere'; known: care"))));
  }

  @Test
  void aViolationOfAnItemHasAPathRelativeToTheItem() {
    givenTheShop();

    assertThat(ask(new PutAgent(agent("ann", "in-house", "care", "nothing"), ANYTHING)))
        .isEqualTo(
            new Invalid(
                List.of(
                    new Violation(
                        "$.skills[1]", "no skill has the id 'nothing'; known: sales, care"))));
  }

  @Test
  void aViolationCausedElsewhereHasThePathOfItsPlace() {
    givenTheShop();
    ask(new PutSkill(Skill.of("news"), UNSAID));
    ask(new PutSkill(fallingBack("care", "news"), ANYTHING));

    assertThat(ask(new PutSkill(fallingBack("news", "care"), ANYTHING)))
        .isEqualTo(
            new Invalid(
                List.of(
                    new Violation(
                        "$",
                        "makes the account invalid at $.skills[1].fallbackSkill: closes a cycle of"
                            + " fallbacks, care -> news -> care; remove one of them"))));
  }

  @Test
  void anItemWithoutReferencesCanBeDeleted() {
    givenTheShop();

    assertThat(ask(new DeleteAgent("ann", Precondition.revision(1)))).isEqualTo(new Deleted(2));
    assertThat(account.document().agents()).containsExactly(shop().agents().get(1));
  }

  @Test
  void aMissingItemCannotBeDeleted() {
    givenTheShop();

    assertThat(ask(new DeleteAgent("zoe", ANYTHING))).isEqualTo(new NoItem());
  }

  @Test
  void noItemIsDeletedWithoutItsRevision() {
    givenTheShop();

    assertThat(ask(new DeleteAgent("ann", UNSAID))).isEqualTo(new PreconditionRequired(1));
    assertThat(ask(new DeleteAgent("ann", Precondition.revision(7))))
        .isEqualTo(new PreconditionFailed(Optional.of(1L)));
  }

  @Test
  void aSkillInUseIsKeptAndItsReferencesAreListed() {
    givenTheShop();

    assertThat(ask(new DeleteSkill("care", ANYTHING)))
        .isEqualTo(
            new InUse(List.of(new Reference("$.agents[0].skills[1]", "agent 'ann' has it"))));
  }

  @Test
  void anAgentGroupInUseIsKeptAndItsReferencesAreListed() {
    givenTheShop();

    assertThat(ask(new DeleteAgentGroup("vendor", ANYTHING)))
        .isEqualTo(
            new InUse(
                List.of(
                    new Reference(
                        "$.skills[0].distribution.primary[1].group",
                        "skill 'sales' distributes to it"),
                    new Reference("$.agents[1].group", "agent 'bea' is in it"))));
  }

  @Test
  void anItemThatTheRestNeedsIsKept() {
    DistributionSettings toOneGroup =
        Records.of(DistributionSettings.class, "primary", List.of(new GroupShare("in-house", 100)));
    ask(
        new ReplaceAccount(
            new Account(
                Optional.empty(),
                Optional.empty(),
                List.of(distributing("sales", toOneGroup)),
                List.of(group("in-house"), group("vendor")),
                List.of()),
            UNSAID));

    assertThat(ask(new DeleteAgentGroup("vendor", ANYTHING)))
        .isEqualTo(
            new Invalid(
                List.of(
                    new Violation(
                        "$.skills[0].distribution",
                        "distributes between agent groups, but the account has 1; expected at"
                            + " least 2"))));
  }

  @Test
  void anOversizedDocumentCannotBeCreatedItemByItem() {
    ask(new ReplaceAccount(withLarge(0), UNSAID));
    int count = 0;
    AccountOutcome outcome = ask(new PutSkill(large(count), UNSAID));
    while (outcome instanceof Stored) {
      outcome = ask(new PutSkill(large(++count), UNSAID));
    }

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid ->
                assertThat(invalid.violations().get(0).problem())
                    .contains("the document of the account", "the maximum is 8388608"));
    assertThat(account.document().skills()).hasSize(LONG_IDS.size() + count);
    assertThat(DocumentLength.of(account.document())).isBetween(8_300_000L, 8_388_608L);
  }

  @Test
  void anOversizedDocumentMayOnlyShrink() {
    account = Configuration.NONE.next(withLarge(170), 1);

    assertThat(ask(new PutSkill(large(170), UNSAID))).isInstanceOf(Invalid.class);
    assertThat(ask(new DeleteSkill("large-169", ANYTHING))).isInstanceOf(Deleted.class);
    assertThat(ask(new ReplaceAccount(withLarge(168), ANYTHING))).isInstanceOf(Stored.class);
    assertThat(ask(new ReplaceAccount(withLarge(169), ANYTHING))).isInstanceOf(Invalid.class);
  }

  private static final List<String> LONG_IDS =
      IntStream.range(0, 800).mapToObj("%064d"::formatted).toList();

  /** An account of many skills, this number of them large. */
  private static Account withLarge(int count) {
    List<Skill> skills =
        Stream.concat(
                LONG_IDS.stream().map(Skill::of),
                IntStream.range(0, count).mapToObj(AccountMachineTest::large))
            .toList();
    return new Account(Optional.empty(), Optional.empty(), skills, List.of(), List.of());
  }

  /** A skill of some 54 kB. */
  private static Skill large(int number) {
    return Records.of(Skill.class, "id", "large-" + number, "transferTo", LONG_IDS);
  }

  private void givenTheShop() {
    ask(new ReplaceAccount(shop(), UNSAID));
  }

  private static Account empty() {
    return Configuration.NONE.document();
  }

  private AccountDecision decide(AccountCommand command) {
    return AccountMachine.decide(account, command, NOW);
  }

  private AccountOutcome ask(AccountCommand command) {
    AccountDecision decision = decide(command);
    decision.event().ifPresent(event -> account = AccountMachine.apply(account, event));
    return decision.outcome();
  }
}
