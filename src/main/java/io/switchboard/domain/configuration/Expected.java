package io.switchboard.domain.configuration;

import java.util.List;
import java.util.Optional;

/** What whoever asks for a change believes to be there: If-Match of HTTP. */
public sealed interface Expected {

  /** Nothing is said, which is enough only where nothing is there. */
  record Unsaid() implements Expected {}

  /** Something is there, of whatever revision. */
  record Anything() implements Expected {}

  /** What is there has one of these revisions. */
  record OneOf(List<Long> revisions) implements Expected {
    public OneOf {
      revisions = List.copyOf(revisions);
    }
  }

  /** Exactly this revision is there. */
  static Expected revision(long revision) {
    return new OneOf(List.of(revision));
  }

  /**
   * Why a change is refused; empty when it may be made.
   *
   * @param present the revision of what is there; empty when nothing is
   */
  default Optional<AccountOutcome> refusal(Optional<Long> present) {
    if (this instanceof Unsaid) {
      return present.map(AccountOutcome.ExpectationNeeded::new);
    }
    boolean met =
        present.isPresent()
            && (!(this instanceof OneOf some) || some.revisions().contains(present.get()));
    return met ? Optional.empty() : Optional.of(new AccountOutcome.Stale(present));
  }
}
