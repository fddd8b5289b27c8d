package io.switchboard.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.entity.Accounts;
import io.switchboard.entity.ConfiguredAccount;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which accounts, skills and agents there are. What this node does not know is looked for in the
 * newest revision before it is refused, so that nothing is missing that was answered anywhere.
 */
record Directory(Accounts accounts) {

  /** Completes when there is such an account; fails with 404 otherwise. */
  CompletionStage<ConfiguredAccount> account(String account) {
    return accounts.find(account).thenApply(known -> known.orElseThrow(() -> noAccount(account)));
  }

  /** Completes when there is such an agent; fails with 404 otherwise. */
  CompletionStage<ConfiguredAccount> agent(String account, String agent) {
    return with(
        account,
        policy -> policy.agents().containsKey(agent),
        () -> absent(Subject.piece(account, "agent", "agents", agent)));
  }

  /** As {@link #agent}, for one whom the body names: fails with 422. */
  CompletionStage<ConfiguredAccount> agentInBody(String account, String agent) {
    return with(
        account,
        policy -> policy.agents().containsKey(agent),
        () -> new RequestRefused(Replies.unusable("$.agent", "there is no agent " + agent)));
  }

  /** Completes when there is such a skill; fails with 404 otherwise. */
  CompletionStage<ConfiguredAccount> skill(String account, String skill) {
    return with(
        account,
        policy -> policy.skills().containsKey(skill),
        () -> absent(Subject.piece(account, "skill", "skills", skill)));
  }

  private CompletionStage<ConfiguredAccount> with(
      String account, Predicate<AccountPolicy> has, Supplier<RequestRefused> refusal) {
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

  private static RequestRefused noAccount(String account) {
    return absent(Subject.account(account));
  }

  private static RequestRefused absent(Subject subject) {
    return new RequestRefused("there is no " + subject.name(), subject.absent());
  }
}
