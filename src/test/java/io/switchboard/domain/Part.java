package io.switchboard.domain;

/** One thing that is said of a contact centre when it is described. */
@FunctionalInterface
public interface Part {

  /** Writes it into the account's document. */
  void addTo(AccountDraft draft);
}
