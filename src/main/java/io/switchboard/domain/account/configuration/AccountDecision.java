package io.switchboard.domain.account.configuration;

import java.util.Optional;

/**
 * What an {@link AccountMachine} decided.
 *
 * @param event what must be made durable before the outcome is told; empty when nothing changes
 */
public record AccountDecision(Optional<AccountEvent> event, AccountOutcome outcome) {

  static AccountDecision unchanged(AccountOutcome outcome) {
    return new AccountDecision(Optional.empty(), outcome);
  }

  static AccountDecision of(AccountEvent event, AccountOutcome outcome) {
    return new AccountDecision(Optional.of(event), outcome);
  }
}
