package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Violation;
import java.util.List;
import java.util.Optional;

/** The outcome of an {@link AccountCommand}. */
public sealed interface AccountOutcome {

  /** The document or item is stored as requested, whether the command changed it or not. */
  record Stored(long revision, long accountRevision, boolean created) implements AccountOutcome {}

  /** The item is deleted; {@code accountRevision} is that of the whole document. */
  record Deleted(long accountRevision) implements AccountOutcome {}

  /** The account does not exist, and so has no items. */
  record NoAccount() implements AccountOutcome {}

  /** The account has no such item to delete. */
  record NoItem() implements AccountOutcome {}

  /** The document or item has this revision, but the command has no precondition. */
  record PreconditionRequired(long present) implements AccountOutcome {}

  /** The precondition does not hold for the present revision; empty: there is no such item. */
  record PreconditionFailed(Optional<Long> present) implements AccountOutcome {}

  /** The document would be invalid; paths start at the item that was put, or the document. */
  record Invalid(List<Violation> violations) implements AccountOutcome {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /** The item to delete is referred to; at most {@link Reference#MOST} references are listed. */
  record InUse(List<Reference> uses) implements AccountOutcome {
    public InUse {
      uses = List.copyOf(uses);
    }
  }
}
