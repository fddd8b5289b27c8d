package io.switchboard.domain.account.configuration;

import java.util.List;
import java.util.Optional;

/** What whoever asks for a change believes to be there: If-Match of HTTP. */
public sealed interface Precondition {

  /** Nothing is said, which is enough only where nothing is there. */
  record Unsaid() implements Precondition {
    @Override
    public Optional<AccountOutcome> refusal(Optional<Long> present) {
      return present.map(AccountOutcome.ExpectationNeeded::new);
    }
  }

  /** Something is there, of whatever revision. */
  record Anything() implements Precondition {
    @Override
    public Optional<AccountOutcome> refusal(Optional<Long> present) {
      return present.isPresent()
          ? Optional.empty()
          : Optional.of(new AccountOutcome.Stale(present));
    }
  }

  /** What is there has one of these revisions. */
  record OneOf(List<Long> revisions) implements Precondition {
    public OneOf {
      revisions = List.copyOf(revisions);
    }

    @Override
    public Optional<AccountOutcome> refusal(Optional<Long> present) {
      return present.filter(revisions::contains).isPresent()
          ? Optional.empty()
          : Optional.of(new AccountOutcome.Stale(present));
    }
  }

  /** Exactly this revision is there. */
  static Precondition revision(long revision) {
    return new OneOf(List.of(revision));
  }

  /**
   * Why a change is refused; empty when it may be made.
   *
   * @param present the revision of what is there; empty when nothing is
   */
  Optional<AccountOutcome> refusal(Optional<Long> present);
}
