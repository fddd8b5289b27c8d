package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import io.switchboard.actor.account.AccountUpdate;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.document.AccountDocument;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.account.configuration.AccountMachine;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.Configuration;
import io.switchboard.domain.account.configuration.Precondition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accounts whose configuration the test sets, with immediate answers. */
final class FixedAccounts implements Accounts {
  private final Map<String, ConfiguredAccount> known = new HashMap<>();
  private final Map<String, List<ActorRef<AccountUpdate>>> subscribers = new HashMap<>();

  synchronized void configure(String account, String document) {
    Configuration before =
        current(account).map(ConfiguredAccount::configuration).orElse(Configuration.NONE);
    ReplaceAccount replacing =
        new ReplaceAccount(
            AccountDocument.read(document),
            before.exists() ? Precondition.revision(before.revision()) : new Precondition.None());
    AccountMachine.decide(before, replacing, 0)
        .event()
        .ifPresent(
            event -> {
              ConfiguredAccount changed =
                  ConfiguredAccount.of(account, AccountMachine.apply(before, event));
              known.put(account, changed);
              subscribers
                  .getOrDefault(account, List.of())
                  .forEach(subscriber -> subscriber.tell(new AccountUpdate(changed)));
            });
  }

  /** Returns to an older configuration, as on a node that has not received the latest changes. */
  synchronized void goBackTo(ConfiguredAccount older) {
    known.put(older.account(), older);
  }

  synchronized int subscriptions(String account) {
    return subscribers.getOrDefault(account, List.of()).size();
  }

  @Override
  public synchronized Optional<ConfiguredAccount> current(String account) {
    return Optional.ofNullable(known.get(account));
  }

  @Override
  public CompletionStage<Optional<ConfiguredAccount>> find(String account) {
    return CompletableFuture.completedFuture(current(account));
  }

  @Override
  public CompletionStage<Optional<ConfiguredAccount>> latest(String account) {
    return find(account);
  }

  @Override
  public CompletionStage<AccountOutcome> change(String account, AccountCommand command) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized void subscribe(String account, ActorRef<AccountUpdate> subscriber) {
    subscribers.computeIfAbsent(account, any -> new ArrayList<>()).add(subscriber);
    current(account).ifPresent(now -> subscriber.tell(new AccountUpdate(now)));
  }
}
