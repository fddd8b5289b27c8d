package io.switchboard.domain.account.configuration;

import java.util.Optional;

/**
 * The decision of an {@link AccountMachine}.
 *
 * @param event must be durable before the outcome is reported; empty when nothing changes
 */
public record AccountDecision(Optional<AccountEvent> event, AccountOutcome outcome) {

  static AccountDecision unchanged(AccountOutcome outcome) {
    return new AccountDecision(Optional.empty(), outcome);
  }

  static AccountDecision of(AccountEvent event, AccountOutcome outcome) {
    return new AccountDecision(Optional.of(event), outcome);
  }
}
