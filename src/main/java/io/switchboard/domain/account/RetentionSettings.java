package io.switchboard.domain.account;

import java.time.Duration;
import java.util.Optional;

/** How long the account keeps data. */
public record RetentionSettings(Optional<Duration> closedConversations) {

  public static final Duration DEFAULT_CLOSED_CONVERSATIONS = Duration.ofDays(90);

  /** How long an account keeps a conversation after its close, with the default applied. */
  public static Duration closedConversations(Account account) {
    return account
        .settings()
        .flatMap(AccountSettings::retention)
        .flatMap(RetentionSettings::closedConversations)
        .orElse(DEFAULT_CLOSED_CONVERSATIONS);
  }
}
