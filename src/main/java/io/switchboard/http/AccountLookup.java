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
 * Which accounts, skills and agents there are. What this node does not know is looked for in the
 * newest revision before it is refused, so that nothing is missing that was answered anywhere.
 */
record AccountLookup(Accounts accounts) {

  /** Completes when there is such an account; fails with 404 otherwise. */
  CompletionStage<ConfiguredAccount> account(String account) {
    return accounts.find(account).thenApply(known -> known.orElseThrow(() -> noAccount(account)));
  }

  /** Completes when there is such an agent; fails with 404 otherwise. */
  CompletionStage<ConfiguredAccount> agent(String account, String agent) {
    return with(
        account,
        policy -> policy.agents().containsKey(agent),
        () -> absent(ResourceRef.item(account, "agent", "agents", agent)));
  }

  /** As {@link #agent}, for one whom the body names: fails with 422. */
  CompletionStage<ConfiguredAccount> agentInBody(String account, String agent) {
    return with(
        account,
        policy -> policy.agents().containsKey(agent),
        () ->
            new RequestRefusedException(
                ReplyMapper.unusable("$.agent", "there is no agent " + agent)));
  }

  /** Completes when there is such a skill; fails with 404 otherwise. */
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
