package io.switchboard.actor.account;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.configuration.Configuration;

/**
 * One revision of an account as a node works with it; made once on each node and never sent.
 *
 * @param configuration of an account that exists
 * @param policy what follows from its document
 */
public record ConfiguredAccount(String account, Configuration configuration, AccountPolicy policy) {

  /** The account with the policy that follows from its document. */
  public static ConfiguredAccount of(String account, Configuration configuration) {
    return new ConfiguredAccount(
        account,
        configuration,
        AccountPolicy.of(
            configuration.document(), configuration.revision(), configuration.enabledSince()));
  }

  /** At least 1. */
  public long revision() {
    return configuration.revision();
  }

  /** As it was written. */
  public Account document() {
    return configuration.document();
  }
}
