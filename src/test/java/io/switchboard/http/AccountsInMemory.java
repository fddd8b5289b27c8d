package io.switchboard.http;

import akka.actor.typed.ActorRef;
import io.switchboard.actor.account.AccountUpdate;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.AccountDecision;
import io.switchboard.domain.account.configuration.AccountMachine;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.Configuration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** Accounts without actors. One of them never answers in time. */
final class AccountsInMemory implements Accounts {
  static final String SILENT = "silent";

  private final Map<String, Configuration> configurations = new ConcurrentHashMap<>();

  @Override
  public Optional<ConfiguredAccount> current(String account) {
    return Optional.ofNullable(configurations.get(account))
        .map(configuration -> ConfiguredAccount.of(account, configuration));
  }

  @Override
  public CompletionStage<Optional<ConfiguredAccount>> find(String account) {
    return latest(account);
  }

  @Override
  public CompletionStage<Optional<ConfiguredAccount>> latest(String account) {
    return account.equals(SILENT)
        ? CompletableFuture.failedFuture(new TimeoutException())
        : CompletableFuture.completedFuture(current(account));
  }

  @Override
  public CompletionStage<AccountOutcome> change(String account, AccountCommand command) {
    if (account.equals(SILENT)) {
      return CompletableFuture.failedFuture(new TimeoutException());
    }
    Configuration now = configurations.getOrDefault(account, Configuration.NONE);
    AccountDecision decision = AccountMachine.decide(now, command, 0);
    decision
        .event()
        .ifPresent(event -> configurations.put(account, AccountMachine.apply(now, event)));
    return CompletableFuture.completedFuture(decision.outcome());
  }

  @Override
  public void subscribe(String account, ActorRef<AccountUpdate> subscriber) {
    throw new UnsupportedOperationException("nobody here subscribes");
  }
}
