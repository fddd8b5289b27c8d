package io.switchboard.domain.account;

/**
 * One thing that is wrong with a document.
 *
 * @param path where, such as {@code $.skills[1].distribution.primary}
 * @param problem what is wrong and what would be right, as one sentence for a person
 */
public record Violation(String path, String problem) {}
