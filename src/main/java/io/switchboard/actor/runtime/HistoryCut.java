package io.switchboard.actor.runtime;

/**
 * The event before a snapshot that must replace everything before it. It changes nothing. It has no
 * content, because the event before a snapshot is kept.
 */
public record HistoryCut() {}
