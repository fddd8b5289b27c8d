package io.switchboard.actor.account;

import akka.actor.typed.ActorRef;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.AccountOutcome;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The configurations of all accounts that this node uses. Any thread may call. Stages fail with a
 * {@link java.util.concurrent.TimeoutException} when an account does not answer in time; a request
 * can be repeated safely.
 */
public interface Accounts {

  /**
   * The copy of the account on this node, without waiting. It may lag behind the newest revision by
   * the delay of an announcement, or until the next comparison if the announcement is lost; its
   * revision never decreases.
   */
  Optional<ConfiguredAccount> current(String account);

  /** This node's copy of the account, otherwise the stored account; empty if there is none. */
  CompletionStage<Optional<ConfiguredAccount>> find(String account);

  /**
   * The stored account, with each change that was acknowledged anywhere before this call. This node
   * has it before the stage completes.
   */
  CompletionStage<Optional<ConfiguredAccount>> latest(String account);

  /** Changes an account. This node has the result before the stage completes, if it can get it. */
  CompletionStage<AccountOutcome> change(String account, AccountCommand command);

  /**
   * Sends the account's configuration to an actor of this node, at once or as soon as the node has
   * it, and again after each change until the actor stops. Revisions only increase; a revision that
   * another one follows quickly may be skipped.
   *
   * @param subscriber subscribes to one account only
   */
  void subscribe(String account, ActorRef<AccountUpdate> subscriber);
}
