package io.switchboard.domain.account.configuration;

/** An item of a document and the revision of the account that last changed it. */
public record RevisedItem<T>(T item, long revision) {}
