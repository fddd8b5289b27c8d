package io.switchboard.entity;

/**
 * Tells all nodes that an account has been changed.
 *
 * @param revision of the account now; at least 1
 */
public record AccountRevision(String account, long revision) {}
