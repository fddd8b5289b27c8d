package io.switchboard.domain.account.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountValidation;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.ValidAccounts;
import io.switchboard.domain.account.configuration.AccountCommand.DeleteAgent;
import io.switchboard.domain.account.configuration.AccountCommand.DeleteAgentGroup;
import io.switchboard.domain.account.configuration.AccountCommand.DeleteSkill;
import io.switchboard.domain.account.configuration.AccountCommand.PutAgent;
import io.switchboard.domain.account.configuration.AccountCommand.PutAgentGroup;
import io.switchboard.domain.account.configuration.AccountCommand.PutSkill;
import io.switchboard.domain.account.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.account.configuration.AccountOutcome.Deleted;
import io.switchboard.domain.account.configuration.AccountOutcome.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;

/** Properties of any account after any changes: whole documents, and items of other documents. */
@Tag("slow")
class AccountHistoryTest {
  private static final Precondition ANYTHING = new Precondition.Any();

  @Property
  void theDocumentIsAlwaysValid(
      @ForAll("accounts") Account first, @ForAll("commands") @Size(max = 20) List<Change> changes) {
    Configuration account = created(first);
    for (Change change : changes) {
      account = after(account, change.command());

      assertThat(AccountValidation.violations(account.document())).isEmpty();
    }
  }

  @Property
  void eachChangeCountsOnceAndOnlyChangedItemsHaveTheNewRevision(
      @ForAll("accounts") Account first, @ForAll("commands") @Size(max = 20) List<Change> changes) {
    Configuration account = created(first);
    for (Change change : changes) {
      Configuration before = account;
      account = after(before, change.command());

      boolean changed = !account.document().equals(before.document());
      assertThat(account.revision()).isEqualTo(before.revision() + (changed ? 1 : 0));
      assertOnlyChangesAreRevised(ItemList.SKILLS, before, account);
      assertOnlyChangesAreRevised(ItemList.AGENT_GROUPS, before, account);
      assertOnlyChangesAreRevised(ItemList.AGENTS, before, account);
    }
  }

  @Property
  void aRepeatedAcceptedChangeHasNoFurtherEffect(
      @ForAll("accounts") Account first, @ForAll("command") Change change) {
    Configuration account = created(first);
    AccountDecision decision = decide(account, change.command());
    account = after(account, change.command());

    if (decision.outcome() instanceof Stored stored) {
      assertThat(decide(account, change.command()))
          .isEqualTo(
              AccountDecision.unchanged(
                  new Stored(stored.revision(), stored.accountRevision(), false)));
    }
  }

  @Property
  void exactlyTheItemsThatTheRestDoesNotNeedCanBeDeleted(@ForAll("accounts") Account document) {
    Configuration account = created(document);
    for (AccountCommand delete : deletions(document)) {
      Account without = without(document, delete);

      assertThat(decide(account, delete).outcome() instanceof Deleted)
          .isEqualTo(AccountValidation.violations(without).isEmpty());
    }
  }

  private static <T> void assertOnlyChangesAreRevised(
      ItemList<T> section, Configuration before, Configuration after) {
    for (int i = 0; i < section.of(after.document()).size(); i++) {
      RevisedItem<T> piece = after.item(section, i);
      long expected =
          before
              .item(section, section.id(piece.item()))
              .filter(was -> was.item().equals(piece.item()))
              .map(RevisedItem::revision)
              .orElse(after.revision());
      assertThat(piece.revision()).isEqualTo(expected);
    }
  }

  private static Account without(Account document, AccountCommand delete) {
    if (delete instanceof DeleteSkill skill) {
      return ItemList.SKILLS.without(document, skill.skill());
    } else if (delete instanceof DeleteAgentGroup group) {
      return ItemList.AGENT_GROUPS.without(document, group.agentGroup());
    }
    return ItemList.AGENTS.without(document, ((DeleteAgent) delete).agent());
  }

  private static List<AccountCommand> deletions(Account document) {
    List<AccountCommand> all = new ArrayList<>();
    document.skills().forEach(skill -> all.add(new DeleteSkill(skill.id(), ANYTHING)));
    document.agentGroups().forEach(group -> all.add(new DeleteAgentGroup(group.id(), ANYTHING)));
    document.agents().forEach(agent -> all.add(new DeleteAgent(agent.id(), ANYTHING)));
    return all;
  }

  private static Stream<AccountCommand> puts(Account document) {
    return Stream.of(
            document.skills().stream().map(AccountHistoryTest::put),
            document.agentGroups().stream().map(AccountHistoryTest::put),
            document.agents().stream().map(AccountHistoryTest::put))
        .flatMap(commands -> commands);
  }

  private static AccountCommand put(Skill skill) {
    return new PutSkill(skill, ANYTHING);
  }

  private static AccountCommand put(AgentGroup group) {
    return new PutAgentGroup(group, ANYTHING);
  }

  private static AccountCommand put(Agent agent) {
    return new PutAgent(agent, ANYTHING);
  }

  private static Configuration created(Account document) {
    return after(Configuration.NONE, new ReplaceAccount(document, new Precondition.None()));
  }

  private static AccountDecision decide(Configuration account, AccountCommand command) {
    return AccountMachine.decide(account, command, 0);
  }

  private static Configuration after(Configuration account, AccountCommand command) {
    return decide(account, command)
        .event()
        .map(event -> AccountMachine.apply(account, event))
        .orElse(account);
  }

  record Change(AccountCommand command) {}

  @Provide
  Arbitrary<Account> accounts() {
    return ValidAccounts.any();
  }

  @Provide
  Arbitrary<List<Change>> commands() {
    return command().list();
  }

  @Provide
  Arbitrary<Change> command() {
    return ValidAccounts.any()
        .flatMap(
            document ->
                Arbitraries.of(
                    Stream.of(
                            puts(document),
                            deletions(document).stream(),
                            Stream.<AccountCommand>of(new ReplaceAccount(document, ANYTHING)))
                        .flatMap(commands -> commands)
                        .map(Change::new)
                        .toList()));
  }
}
