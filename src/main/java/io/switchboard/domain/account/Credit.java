package io.switchboard.domain.account;

import java.time.Duration;

/**
 * Counts a conversation as if it had waited longer by {@code credit} (routing rules, section 4).
 */
public record Credit(Condition when, Duration credit) {}
