package io.switchboard.domain.account.configuration;

/**
 * A piece of an account's document.
 *
 * @param revision the account's when the piece was last changed
 */
public record RevisedItem<T>(T item, long revision) {}
