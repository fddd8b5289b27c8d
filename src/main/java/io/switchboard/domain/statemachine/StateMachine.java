package io.switchboard.domain.statemachine;

import io.switchboard.domain.account.AccountPolicy;
import java.util.Optional;
import java.util.Set;

/**
 * Deterministic state machine of one entity. Its state changes only by events, which {@link #apply}
 * interprets. Everything else in memory may be lost at any moment without harm.
 *
 * @param <M> messages
 * @param <E> events
 */
public abstract class StateMachine<M, E> extends Machine<M, E> {

  /** A machine that decides by this policy until {@link #configure}. */
  protected StateMachine(AccountPolicy policy) {
    super(Optional.of(policy));
  }

  protected StateMachine() {
    super(Optional.empty());
  }

  /** Applies an event that is durable, or is about to be. */
  public abstract void apply(E event);

  /** The complete, immutable stored state, for {@link #restore}; throws if there is none yet. */
  public abstract Object snapshot();

  /** Continues from a {@link #snapshot} of a machine of the same class. */
  public abstract void restore(Object snapshot);

  /**
   * Removes closed conversations from the parts of the state that only serve to recognise late
   * messages. No event records this; the caller stores the {@link #snapshot}.
   *
   * @return false, and nothing has changed, if the state still needs one of them
   */
  public boolean forget(Set<String> conversations) {
    return true;
  }

  protected final void emit(E event) {
    apply(event);
    add(event);
  }
}
