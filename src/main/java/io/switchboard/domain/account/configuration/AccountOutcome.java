package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Violation;
import java.util.List;
import java.util.Optional;

/** The outcome of an {@link AccountCommand}. */
public sealed interface AccountOutcome {

  /**
   * The document or item is stored as requested, whether the command changed it or not.
   *
   * @param revision of the document or item
   * @param accountRevision of the whole document
   * @param created whether it did not exist before
   */
  record Stored(long revision, long accountRevision, boolean created) implements AccountOutcome {}

  /**
   * The item is deleted.
   *
   * @param accountRevision of the whole document
   */
  record Deleted(long accountRevision) implements AccountOutcome {}

  /** The account does not exist, and so has no items. */
  record NoAccount() implements AccountOutcome {}

  /** The account has no such item to delete. */
  record NoItem() implements AccountOutcome {}

  /**
   * The document or item exists, but the command has no precondition.
   *
   * @param present its revision
   */
  record PreconditionRequired(long present) implements AccountOutcome {}

  /**
   * The precondition does not hold.
   *
   * @param present the present revision; empty when the document or item does not exist
   */
  record PreconditionFailed(Optional<Long> present) implements AccountOutcome {}

  /**
   * The resulting document would be invalid.
   *
   * @param violations at least one; paths start at the item that was put, otherwise at the document
   */
  record Invalid(List<Violation> violations) implements AccountOutcome {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /**
   * The item to delete is referred to.
   *
   * @param uses at least one, and at most {@link Reference#MOST}
   */
  record InUse(List<Reference> uses) implements AccountOutcome {
    public InUse {
      uses = List.copyOf(uses);
    }
  }
}
