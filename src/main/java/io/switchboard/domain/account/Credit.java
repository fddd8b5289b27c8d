package io.switchboard.domain.account;

import java.time.Duration;

/**
 * A rule that subtracts {@code credit} from the due time of the conversations that match (routing
 * rules, section 4).
 */
public record Credit(Condition when, Duration credit) {}
