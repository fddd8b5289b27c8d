package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Violation;
import java.util.List;
import java.util.Optional;

/** What became of an {@link AccountCommand}. */
public sealed interface AccountOutcome {

  /**
   * It is there now as it was wanted, whether this changed anything or not.
   *
   * @param revision of what was put
   * @param accountRevision of the whole document
   * @param created whether there was none before
   */
  record Stored(long revision, long accountRevision, boolean created) implements AccountOutcome {}

  /**
   * It is gone.
   *
   * @param accountRevision of the whole document
   */
  record Deleted(long accountRevision) implements AccountOutcome {}

  /** There is no such account, so it has no pieces either. */
  record NoAccount() implements AccountOutcome {}

  /** The account has no such piece to delete. */
  record NoPiece() implements AccountOutcome {}

  /**
   * Something is there already, and it was not said what was believed to be there.
   *
   * @param present its revision
   */
  record ExpectationNeeded(long present) implements AccountOutcome {}

  /**
   * What is there is not what was believed to be there.
   *
   * @param present its revision; empty when nothing is there
   */
  record Stale(Optional<Long> present) implements AccountOutcome {}

  /**
   * The document that would come of it could not be used.
   *
   * @param violations at least one; the paths start at what was put, or at the document when
   *     something was deleted
   */
  record Invalid(List<Violation> violations) implements AccountOutcome {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /**
   * What should be deleted is referred to.
   *
   * @param uses at least one, and at most {@link Reference#MOST}
   */
  record InUse(List<Reference> uses) implements AccountOutcome {
    public InUse {
      uses = List.copyOf(uses);
    }
  }
}
