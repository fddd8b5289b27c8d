package io.switchboard.actor.account;

/** Announcement to all nodes that an account has changed to this revision, at least 1. */
public record AccountRevisionAnnouncement(String account, long revision) {}
