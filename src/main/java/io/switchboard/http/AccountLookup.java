package io.switchboard.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.http.problem.RequestRefusedException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lookup of accounts, agents and skills. What the revision on this node does not contain is looked
 * up in the newest revision before it is refused; so an item is found on every node as soon as one
 * node has confirmed it.
 */
record AccountLookup(Accounts accounts) {

  /** Returns the account; fails with 404 if it does not exist. */
  CompletionStage<ConfiguredAccount> account(String account) {
    return accounts.find(account).thenApply(known -> known.orElseThrow(() -> noAccount(account)));
  }

  /** Returns the account if it has this agent; fails with 404 otherwise. */
  CompletionStage<ConfiguredAccount> agent(String account, String agent) {
    return with(
        account,
        policy -> policy.agents().containsKey(agent),
        () -> absent(ResourceRef.item(account, "agent", "agents", agent)));
  }

  /** Same as {@link #agent} for an agent that the body names; fails with 422. */
  CompletionStage<ConfiguredAccount> agentInBody(String account, String agent) {
    return with(
        account,
        policy -> policy.agents().containsKey(agent),
        () ->
            new RequestRefusedException(
                ReplyMapper.unusable("$.agent", "there is no agent " + agent)));
  }

  /** Returns the account if it has this skill; fails with 404 otherwise. */
  CompletionStage<ConfiguredAccount> skill(String account, String skill) {
    return with(
        account,
        policy -> policy.skills().containsKey(skill),
        () -> absent(ResourceRef.item(account, "skill", "skills", skill)));
  }

  private CompletionStage<ConfiguredAccount> with(
      String account, Predicate<AccountPolicy> has, Supplier<RequestRefusedException> refusal) {
    return account(account)
        .thenCompose(
            known ->
                has.test(known.policy())
                    ? completedFuture(Optional.of(known))
                    : accounts.latest(account))
        .thenApply(newest -> newest.orElseThrow(() -> noAccount(account)))
        .thenApply(
            newest -> {
              if (!has.test(newest.policy())) {
                throw refusal.get();
              }
              return newest;
            });
  }

  private static RequestRefusedException noAccount(String account) {
    return absent(ResourceRef.account(account));
  }

  private static RequestRefusedException absent(ResourceRef subject) {
    return new RequestRefusedException("there is no " + subject.name(), subject.absent());
  }
}
