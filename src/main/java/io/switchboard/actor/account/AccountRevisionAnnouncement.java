package io.switchboard.actor.account;

/**
 * Tells all nodes that an account has been changed.
 *
 * @param revision of the account now; at least 1
 */
public record AccountRevisionAnnouncement(String account, long revision) {}
