package io.switchboard.domain.account;

import java.util.List;

/** Says everything that is wrong with an account's document. */
public final class AccountValidation {
  private AccountValidation() {}

  /** Every violation at once, in the order of the document; empty when it can be used. */
  public static List<Violation> violations(Account account) {
    return List.of();
  }
}
