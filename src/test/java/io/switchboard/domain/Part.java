package io.switchboard.domain;

/** A part of the description of a contact centre. */
@FunctionalInterface
public interface Part {

  /** Adds this part to the account's document. */
  void addTo(AccountDraft draft);
}
