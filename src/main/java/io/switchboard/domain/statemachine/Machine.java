package io.switchboard.domain.statemachine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Turns of one entity, or of several that are written together: an input leads to events, which
 * must be made durable, and to messages, which are sent after that.
 *
 * <p>An event is applied when it is decided, so the decision of the next message builds on it
 * before it is durable. If the events cannot be made durable, the caller discards the machine; a
 * new one that has the durable state replaces it.
 *
 * <p>Times are nanoseconds of the caller's clock. A timer only causes a check; the state at that
 * moment decides what follows.
 *
 * @param <M> messages
 * @param <E> events
 */
public abstract class Machine<M, E> {
  private Optional<AccountPolicy> policy;
  private List<E> events = new ArrayList<>();
  private List<Envelope> envelopes = new ArrayList<>();
  private List<Requester> askedBy = new ArrayList<>();

  /** A machine that decides by this policy until {@link #configure}; empty: it needs none. */
  protected Machine(Optional<AccountPolicy> policy) {
    this.policy = policy;
  }

  /**
   * The revision of the configuration of the latest decision in the state; empty if unknown. The
   * machine must not be started with an older one: it would treat items that the older one does not
   * have yet as deleted.
   */
  public Optional<Long> configurationRevision() {
    return Optional.empty();
  }

  /** The time of the next {@link #tick}; empty if time alone changes nothing. */
  public final OptionalLong nextTimer() {
    return WakeUpTimes.earliest(nextDue(), nextRepetition());
  }

  /**
   * The next time at which a routing rule requires an action. It excludes the timers that exist
   * only because a message may be lost or an earlier incarnation of an entity may have been
   * interrupted.
   */
  public OptionalLong nextDue() {
    return OptionalLong.empty();
  }

  /** The next time at which a message that may have been lost is repeated. */
  protected OptionalLong nextRepetition() {
    return OptionalLong.empty();
  }

  protected abstract void decide(M message, Requester client, long now);

  protected void onWake(long now) {}

  protected void onTick(long now) {}

  protected void onConfigured(long now) {}

  /** Processes a message. */
  public final Outcome<E> receive(M message, Requester client, long now) {
    decide(message, client, now);
    if (client != Requester.NONE) {
      askedBy.add(client);
    }
    return outcome();
  }

  /** Replaces the policy before {@link #wake}. */
  public final void replacePolicy(AccountPolicy newer) {
    policy = Optional.of(newer);
  }

  /** Starts the machine after all durable events have been applied. */
  public final Outcome<E> wake(long now) {
    onWake(now);
    return outcome();
  }

  /** Does everything that is due. */
  public final Outcome<E> tick(long now) {
    onTick(now);
    return outcome();
  }

  /** Replaces the policy, and makes the decisions that follow from the new one. */
  public final Outcome<E> configure(AccountPolicy newPolicy, long now) {
    policy = Optional.of(newPolicy);
    onConfigured(now);
    return outcome();
  }

  /**
   * The policy by which the machine decides.
   *
   * @throws java.util.NoSuchElementException if the machine has none
   */
  public final AccountPolicy policy() {
    return policy.orElseThrow();
  }

  /** Whether it has the policy of this revision. */
  public final boolean isConfigured(long revision) {
    return policy.filter(present -> present.revision() == revision).isPresent();
  }

  /** The revision of the policy. */
  protected final Optional<Long> revision() {
    return Optional.of(policy().revision());
  }

  /** Adds an event that has been applied. */
  protected final void add(E event) {
    events.add(event);
  }

  /** Adds the outcome of a machine that is a part of this one. */
  protected final <P> void add(Outcome<P> part, Function<P, E> event) {
    part.events().forEach(one -> events.add(event.apply(one)));
    envelopes.addAll(part.envelopes());
    askedBy.addAll(part.askedBy());
  }

  /** Adds clients of earlier requests to those whose requests cause the present events. */
  protected final void onBehalfOf(List<Requester> clients) {
    askedBy.addAll(clients);
  }

  protected final void send(Envelope send) {
    envelopes.add(send);
  }

  protected final void answer(Requester client, Reply reply) {
    if (client != Requester.NONE) {
      envelopes.add(new Envelope.ToClient(client, reply));
    }
  }

  protected final void refuse(Requester client, Reply.Reason reason, String detail) {
    answer(client, new Reply.Refused(reason, detail));
  }

  protected final Outcome<E> outcome() {
    Outcome<E> outcome = new Outcome<>(events, envelopes, events.isEmpty() ? List.of() : askedBy);
    events = new ArrayList<>();
    envelopes = new ArrayList<>();
    askedBy = new ArrayList<>();
    return outcome;
  }
}
