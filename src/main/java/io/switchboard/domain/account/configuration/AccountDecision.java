package io.switchboard.domain.account.configuration;

import java.util.Optional;

/** A decision: an event, if any, which must be durable before the outcome is reported. */
public record AccountDecision(Optional<AccountEvent> event, AccountOutcome outcome) {

  static AccountDecision unchanged(AccountOutcome outcome) {
    return new AccountDecision(Optional.empty(), outcome);
  }

  static AccountDecision of(AccountEvent event, AccountOutcome outcome) {
    return new AccountDecision(Optional.of(event), outcome);
  }
}
