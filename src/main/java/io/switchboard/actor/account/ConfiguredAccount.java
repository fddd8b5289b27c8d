package io.switchboard.actor.account;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.configuration.Configuration;

/** One revision of an existing account with its policy; made once on each node, never sent. */
public record ConfiguredAccount(String account, Configuration configuration, AccountPolicy policy) {

  /** The account with the policy derived from its document. */
  public static ConfiguredAccount of(String account, Configuration configuration) {
    return new ConfiguredAccount(
        account,
        configuration,
        AccountPolicy.of(
            configuration.document(), configuration.revision(), configuration.enabledSince()));
  }

  /** The revision, at least 1. */
  public long revision() {
    return configuration.revision();
  }

  /** The document as the client wrote it. */
  public Account document() {
    return configuration.document();
  }
}
