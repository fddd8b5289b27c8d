package io.switchboard.domain.account;

import java.time.Duration;

/** A credit on the due time of matching conversations (routing rules, section 4). */
public record Credit(Condition when, Duration credit) {}
