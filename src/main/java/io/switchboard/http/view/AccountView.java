package io.switchboard.http.view;

import io.switchboard.actor.retention.StoredRecords.AccountRecord;
import java.util.Optional;

/** An account in the list of accounts, with the revision of its configuration. */
public record AccountView(String id, Optional<String> name, long revision) {
  public static AccountView of(AccountRecord account) {
    return new AccountView(account.id(), account.name(), account.revision());
  }
}
