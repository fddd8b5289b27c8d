package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountValidation;
import io.switchboard.domain.account.Violation;
import io.switchboard.domain.account.configuration.AccountEvent.AccountReplaced;
import io.switchboard.domain.account.configuration.AccountEvent.AgentDeleted;
import io.switchboard.domain.account.configuration.AccountEvent.AgentGroupDeleted;
import io.switchboard.domain.account.configuration.AccountEvent.AgentGroupPut;
import io.switchboard.domain.account.configuration.AccountEvent.AgentPut;
import io.switchboard.domain.account.configuration.AccountEvent.SkillDeleted;
import io.switchboard.domain.account.configuration.AccountEvent.SkillPut;
import io.switchboard.domain.account.configuration.AccountOutcome.Deleted;
import io.switchboard.domain.account.configuration.AccountOutcome.InUse;
import io.switchboard.domain.account.configuration.AccountOutcome.Invalid;
import io.switchboard.domain.account.configuration.AccountOutcome.NoAccount;
import io.switchboard.domain.account.configuration.AccountOutcome.NoItem;
import io.switchboard.domain.account.configuration.AccountOutcome.Stored;
import io.switchboard.domain.dispatch.Cases;
import java.util.List;
import java.util.Optional;

/**
 * The state machine of an account's document. Each change raises the account's revision by one and
 * leaves a document without violations ({@link AccountValidation}).
 *
 * <p>A put of a value that is already stored changes nothing and succeeds under any precondition,
 * so a client can safely repeat it after a lost answer.
 */
public final class AccountMachine {
  private static final Cases<Account, AccountEvent, Account> DOCUMENTS =
      Cases.<Account, AccountEvent, Account>of(AccountEvent.class)
          .when(AccountReplaced.class, (before, replaced) -> replaced.document())
          .when(SkillPut.class, (before, put) -> ItemList.SKILLS.put(before, put.skill()))
          .when(SkillDeleted.class, (before, one) -> ItemList.SKILLS.without(before, one.skill()))
          .when(
              AgentGroupPut.class,
              (before, put) -> ItemList.AGENT_GROUPS.put(before, put.agentGroup()))
          .when(
              AgentGroupDeleted.class,
              (before, one) -> ItemList.AGENT_GROUPS.without(before, one.agentGroup()))
          .when(AgentPut.class, (before, put) -> ItemList.AGENTS.put(before, put.agent()))
          .when(AgentDeleted.class, (before, one) -> ItemList.AGENTS.without(before, one.agent()))
          .complete();

  private static final Cases<AccountMachine, AccountCommand, AccountDecision> DECISIONS =
      Cases.<AccountMachine, AccountCommand, AccountDecision>of(AccountCommand.class)
          .when(AccountCommand.ReplaceAccount.class, (machine, replace) -> machine.replace(replace))
          .when(AccountCommand.PutSkill.class, (machine, put) -> machine.put(put))
          .when(AccountCommand.PutAgentGroup.class, (machine, put) -> machine.put(put))
          .when(AccountCommand.PutAgent.class, (machine, put) -> machine.put(put))
          .when(AccountCommand.DeleteSkill.class, (machine, delete) -> machine.delete(delete))
          .when(AccountCommand.DeleteAgentGroup.class, (machine, delete) -> machine.delete(delete))
          .when(AccountCommand.DeleteAgent.class, (machine, delete) -> machine.delete(delete))
          .complete();

  private final Configuration now;
  private final long at;

  private AccountMachine(Configuration now, long at) {
    this.now = now;
    this.at = at;
  }

  /** Decides a command that is given at this time, in nanoseconds since 1970-01-01T00:00Z. */
  public static AccountDecision decide(Configuration now, AccountCommand command, long at) {
    return new AccountMachine(now, at).decide(command);
  }

  /** The account after an event that was decided on {@code before}. */
  public static Configuration apply(Configuration before, AccountEvent event) {
    return before.next(DOCUMENTS.apply(before.document(), event), event.revision());
  }

  private AccountDecision decide(AccountCommand command) {
    return now.exists() || command instanceof AccountCommand.ReplaceAccount
        ? DECISIONS.apply(this, command)
        : AccountDecision.unchanged(new NoAccount());
  }

  private AccountDecision put(AccountCommand.PutSkill put) {
    return put(ItemList.SKILLS, put.skill(), put.precondition(), SkillPut::new);
  }

  private AccountDecision put(AccountCommand.PutAgentGroup put) {
    return put(ItemList.AGENT_GROUPS, put.agentGroup(), put.precondition(), AgentGroupPut::new);
  }

  private AccountDecision put(AccountCommand.PutAgent put) {
    return put(ItemList.AGENTS, put.agent(), put.precondition(), AgentPut::new);
  }

  private AccountDecision delete(AccountCommand.DeleteSkill delete) {
    List<Reference> uses = Reference.ofSkill(now.document(), delete.skill());
    return delete(ItemList.SKILLS, delete.skill(), delete.precondition(), uses, SkillDeleted::new);
  }

  private AccountDecision delete(AccountCommand.DeleteAgentGroup delete) {
    String group = delete.agentGroup();
    List<Reference> uses = Reference.ofAgentGroup(now.document(), group);
    return delete(
        ItemList.AGENT_GROUPS, group, delete.precondition(), uses, AgentGroupDeleted::new);
  }

  private AccountDecision delete(AccountCommand.DeleteAgent delete) {
    return delete(
        ItemList.AGENTS, delete.agent(), delete.precondition(), List.of(), AgentDeleted::new);
  }

  private AccountDecision replace(AccountCommand.ReplaceAccount replace) {
    Account document = replace.document();
    if (now.exists() && now.document().equals(document)) {
      return AccountDecision.unchanged(new Stored(now.revision(), now.revision(), false));
    }
    Optional<Long> present = now.exists() ? Optional.of(now.revision()) : Optional.empty();
    Optional<AccountOutcome> refusal =
        replace
            .precondition()
            .refusal(present)
            .or(() -> invalid(AccountValidation.violations(document)))
            .or(() -> tooLong(document));
    return refusal
        .map(AccountDecision::unchanged)
        .orElseGet(() -> stored(new AccountReplaced(document, next(), at), present.isEmpty()));
  }

  private <T> AccountDecision put(
      ItemList<T> section, T item, Precondition precondition, EventOf<T> event) {
    Optional<RevisedItem<T>> present = now.item(section, section.id(item));
    if (present.isPresent() && present.get().item().equals(item)) {
      return AccountDecision.unchanged(new Stored(present.get().revision(), now.revision(), false));
    }
    Optional<AccountOutcome> refusal =
        precondition
            .refusal(present.map(RevisedItem::revision))
            .or(() -> invalid(violations(section, item)))
            .or(() -> tooLong(section.put(now.document(), item)));
    return refusal
        .map(AccountDecision::unchanged)
        .orElseGet(() -> stored(event.of(item, next(), at), present.isEmpty()));
  }

  private <T> AccountDecision delete(
      ItemList<T> section,
      String id,
      Precondition precondition,
      List<Reference> uses,
      EventOf<String> event) {
    Optional<RevisedItem<T>> present = now.item(section, id);
    if (present.isEmpty()) {
      return AccountDecision.unchanged(new NoItem());
    }
    Account without = section.without(now.document(), id);
    Optional<AccountOutcome> refusal =
        precondition
            .refusal(present.map(RevisedItem::revision))
            .or(() -> uses.isEmpty() ? Optional.empty() : Optional.of(new InUse(uses)))
            .or(() -> invalid(AccountValidation.violations(without)));
    return refusal
        .map(AccountDecision::unchanged)
        .orElseGet(() -> AccountDecision.of(event.of(id, next(), at), new Deleted(next())));
  }

  /** The violations that this item causes in itself and in the rest of the document. */
  private <T> List<Violation> violations(ItemList<T> section, T item) {
    Account document = section.put(now.document(), item);
    String itemPath =
        "$.%s[%d]".formatted(section.member(), section.indexOf(document, section.id(item)));
    return AccountValidation.violations(document).stream()
        .map(violation -> relativeTo(itemPath, violation))
        .toList();
  }

  private static Violation relativeTo(String itemPath, Violation violation) {
    String path = violation.path();
    return path.startsWith(itemPath)
        ? new Violation("$" + path.substring(itemPath.length()), violation.problem())
        : new Violation(
            "$", "makes the account invalid at %s: %s".formatted(path, violation.problem()));
  }

  /** Refuses a document above the length limit, unless it is shorter than the one before. */
  private Optional<AccountOutcome> tooLong(Account document) {
    return AccountValidation.tooLong(document, now.document())
        .map(violation -> new Invalid(List.of(violation)));
  }

  private static Optional<AccountOutcome> invalid(List<Violation> violations) {
    return violations.isEmpty() ? Optional.empty() : Optional.of(new Invalid(violations));
  }

  private static AccountDecision stored(AccountEvent event, boolean created) {
    return AccountDecision.of(event, new Stored(event.revision(), event.revision(), created));
  }

  private long next() {
    return now.revision() + 1;
  }

  private interface EventOf<T> {
    AccountEvent of(T subject, long revision, long at);
  }
}
