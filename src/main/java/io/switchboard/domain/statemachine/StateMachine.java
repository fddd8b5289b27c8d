package io.switchboard.domain.statemachine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One entity, as a deterministic machine. What it must not forget changes by events only, which
 * {@link #apply} alone understands; all else it may lose at any moment without harm.
 *
 * <p>Events are applied as they are decided, so that one message may build on what the one before
 * it decided although neither is durable yet. Whoever runs the machine sends nothing before the
 * events are durable, and throws the machine away when they cannot be made so: a fresh one that has
 * been told all durable events in their order is as good as this one was.
 *
 * <p>Times are nanoseconds of the caller's clock. Timers only start questions; what they lead to is
 * decided by the state of that moment.
 *
 * @param <M> what it is told
 * @param <E> what it must not forget
 */
public abstract class StateMachine<M, E> {
  private Optional<AccountPolicy> policy;
  private List<E> events = new ArrayList<>();
  private List<Envelope> envelopes = new ArrayList<>();
  private List<Requester> askedBy = new ArrayList<>();

  /** A machine that works by this policy until it is told of another. */
  protected StateMachine(AccountPolicy policy) {
    this.policy = Optional.of(policy);
  }

  /** A machine that works by no policy. */
  protected StateMachine() {
    this.policy = Optional.empty();
  }

  /** Changes the state by an event that is durable, or about to be. */
  public abstract void apply(E event);

  /**
   * The revision of the configuration by which the last was decided that is remembered; empty when
   * none is known. It must not wake by an older one: what that does not have yet would be taken for
   * gone.
   */
  public Optional<Long> configurationRevision() {
    return Optional.empty();
  }

  /** When {@link #tick} has something to do; empty when time alone changes nothing. */
  public final OptionalLong nextTimer() {
    return WakeUpTimes.earliest(nextDue(), nextRepetition());
  }

  /**
   * The same without what is only done because a message may have been lost, or an earlier life of
   * an entity interrupted: the timers that count where neither happens.
   */
  public abstract OptionalLong nextDue();

  /** When something is repeated, or asked again, because it may have been lost. */
  protected abstract OptionalLong nextRepetition();

  protected abstract void decide(M message, Requester client, long now);

  protected abstract void onWake(long now);

  protected abstract void onTick(long now);

  protected void onConfigured(long now) {}

  /** Decides what comes of a message. */
  public final Outcome<E> receive(M message, Requester client, long now) {
    decide(message, client, now);
    if (client != Requester.NOBODY) {
      askedBy.add(client);
    }
    return outcome();
  }

  /** Lets it wake by this policy rather than by the one with which it was born. */
  public final void wakesBy(AccountPolicy newer) {
    policy = Optional.of(newer);
  }

  /** Begins to work after all durable events have been applied. */
  public final Outcome<E> wake(long now) {
    onWake(now);
    return outcome();
  }

  /** Does what is due. */
  public final Outcome<E> tick(long now) {
    onTick(now);
    return outcome();
  }

  /** Works by another policy from now on. */
  public final Outcome<E> configure(AccountPolicy newPolicy, long now) {
    policy = Optional.of(newPolicy);
    onConfigured(now);
    return outcome();
  }

  /** The configuration by which it decides now. */
  public final AccountPolicy policy() {
    return policy.orElseThrow();
  }

  /** The revision by which is decided now. */
  protected final Optional<Long> revision() {
    return Optional.of(policy().revision());
  }

  protected final void emit(E event) {
    events.add(event);
    apply(event);
  }

  /** What is decided now, these clients have asked for before. */
  protected final void onBehalfOf(List<Requester> clients) {
    askedBy.addAll(clients);
  }

  protected final void send(Envelope send) {
    envelopes.add(send);
  }

  protected final void answer(Requester client, Reply reply) {
    if (client != Requester.NOBODY) {
      envelopes.add(new Envelope.ToClient(client, reply));
    }
  }

  protected final void refuse(Requester client, Reply.Reason reason, String detail) {
    answer(client, new Reply.Refused(reason, detail));
  }

  private Outcome<E> outcome() {
    Outcome<E> outcome = new Outcome<>(events, envelopes, events.isEmpty() ? List.of() : askedBy);
    events = new ArrayList<>();
    envelopes = new ArrayList<>();
    askedBy = new ArrayList<>();
    return outcome;
  }
}
