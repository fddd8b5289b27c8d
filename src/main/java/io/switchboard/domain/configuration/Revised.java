package io.switchboard.domain.configuration;

/**
 * A piece of an account's document.
 *
 * @param revision the account's when the piece was last changed
 */
public record Revised<T>(T piece, long revision) {}
