package io.switchboard.domain.account.configuration;

import java.util.List;
import java.util.Optional;

/** The condition of a command on the present revision; {@code If-Match} in HTTP. */
public sealed interface Precondition {

  /** No precondition: permitted only if the document or item does not exist. */
  record None() implements Precondition {
    @Override
    public Optional<AccountOutcome> refusal(Optional<Long> present) {
      return present.map(AccountOutcome.PreconditionRequired::new);
    }
  }

  /** The document or item exists, in any revision. */
  record Any() implements Precondition {
    @Override
    public Optional<AccountOutcome> refusal(Optional<Long> present) {
      return present.isPresent()
          ? Optional.empty()
          : Optional.of(new AccountOutcome.PreconditionFailed(present));
    }
  }

  /** The document or item exists in one of these revisions. */
  record OneOf(List<Long> revisions) implements Precondition {
    public OneOf {
      revisions = List.copyOf(revisions);
    }

    @Override
    public Optional<AccountOutcome> refusal(Optional<Long> present) {
      return present.filter(revisions::contains).isPresent()
          ? Optional.empty()
          : Optional.of(new AccountOutcome.PreconditionFailed(present));
    }
  }

  static Precondition revision(long revision) {
    return new OneOf(List.of(revision));
  }

  /** Why a command is refused at this revision, empty for a missing item; empty if permitted. */
  Optional<AccountOutcome> refusal(Optional<Long> present);
}
