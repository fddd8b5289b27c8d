package io.switchboard.actor.account;

import akka.actor.typed.ActorRef;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.AccountOutcome;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The configuration of all accounts that this node works with. Any thread may ask. Stages fail with
 * a {@link java.util.concurrent.TimeoutException} when an account does not answer in time; asking
 * again is safe.
 */
public interface Accounts {

  /**
   * The account as this node knows it, without waiting. It may be older than the newest revision by
   * as long as a message takes; it never goes back.
   */
  Optional<ConfiguredAccount> current(String account);

  /** The account as this node knows it, else as it is; empty when there is none. */
  CompletionStage<Optional<ConfiguredAccount>> find(String account);

  /**
   * The account as it is: of every change that was answered anywhere before this was asked. This
   * node knows it before the stage completes.
   */
  CompletionStage<Optional<ConfiguredAccount>> latest(String account);

  /**
   * Changes an account. This node knows the result before the stage completes, unless it cannot
   * learn in time what is stored already.
   */
  CompletionStage<AccountOutcome> change(String account, AccountCommand command);

  /**
   * Tells an actor of this node how the account is configured, at once or as soon as it is known,
   * and again after every change, until it stops. Revisions only go up; one that is followed by
   * another at once may be left out.
   *
   * @param subscriber subscribes to one account only
   */
  void subscribe(String account, ActorRef<AccountUpdate> subscriber);
}
