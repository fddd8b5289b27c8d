package io.switchboard.domain.account.configuration;

/**
 * An item of an account's document.
 *
 * @param revision the revision of the account that last changed the item
 */
public record RevisedItem<T>(T item, long revision) {}
