package io.switchboard.domain.protocol;

import io.switchboard.domain.Centre;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * One state machine under test with a clock, its sent envelopes, and its events, from which another
 * machine can be restored.
 */
public final class Bench<M extends Message, E> {
  /** The initial time of each bench. */
  public static final long START = Duration.ofDays(1).toNanos();

  private static final Cases<Void, Envelope, Object> CONTENT =
      Cases.<Void, Envelope, Object>of(Envelope.class)
          .when(Envelope.ToEntity.class, Envelope.ToEntity::message)
          .when(Envelope.ToClient.class, Envelope.ToClient::reply)
          .when(Envelope.ToReceiver.class, to -> to.message())
          .complete();

  private final StateMachine<M, E> machine;
  private final List<E> log = new ArrayList<>();
  private long now;

  public Bench(StateMachine<M, E> machine) {
    this(machine, START);
  }

  Bench(StateMachine<M, E> machine, long now) {
    this.machine = machine;
    this.now = now;
  }

  /** The envelopes sent at once. */
  public record Sent(List<Envelope> sends) {

    /** The messages of one kind, to any entity, in order. */
    public <T> List<T> all(Class<T> kind) {
      return sends.stream()
          .<Object>map(CONTENT::apply)
          .filter(kind::isInstance)
          .map(kind::cast)
          .toList();
    }

    /** The only message of one kind. */
    public <T> T one(Class<T> kind) {
      List<T> all = all(kind);
      if (all.size() != 1) {
        throw new AssertionError("not one " + kind.getSimpleName() + " in " + sends);
      }
      return all.get(0);
    }

    /** The replies to clients. */
    public List<Reply> replies() {
      return all(Reply.class);
    }
  }

  /** A client whose reply is read from the envelope. */
  private static final class Client implements Requester {
    private final BooleanSupplier waiting;

    private Client(BooleanSupplier waiting) {
      this.waiting = waiting;
    }

    @Override
    public void answer(Reply reply) {}

    @Override
    public boolean isWaiting() {
      return waiting.getAsBoolean();
    }
  }

  public long now() {
    return now;
  }

  public Sent wake() {
    return sent(machine.wake(now));
  }

  public Sent tell(M message) {
    return sent(machine.receive(message, Requester.NONE, now));
  }

  /** Sends the request of a client. */
  public Sent ask(M message) {
    return sent(machine.receive(message, new Client(() -> true), now));
  }

  /** Sends the request of a client that waits while the supplier is true. */
  public Sent ask(M message, BooleanSupplier waiting) {
    return sent(machine.receive(message, new Client(waiting), now));
  }

  public Sent configure(AccountPolicy policy) {
    return sent(machine.configure(policy, now));
  }

  /** Advances time and returns the envelopes sent meanwhile. */
  public Sent pass(String duration) {
    long until = now + Centre.time(duration).toNanos();
    List<Envelope> sends = new ArrayList<>();
    OptionalLong timer = machine.nextTimer();
    while (timer.isPresent() && timer.getAsLong() <= until) {
      now = Math.max(now, timer.getAsLong());
      sends.addAll(sent(machine.tick(now)).sends());
      timer = machine.nextTimer();
    }
    now = until;
    return new Sent(sends);
  }

  /** Restores a new machine from the stored events. */
  public Bench<M, E> restart(StateMachine<M, E> fresh) {
    return restart(fresh, now);
  }

  /** The same with another clock. */
  Bench<M, E> restart(StateMachine<M, E> fresh, long itsNow) {
    Bench<M, E> next = new Bench<>(fresh, itsNow);
    log.forEach(fresh::apply);
    next.log.addAll(log);
    return next;
  }

  private Sent sent(Outcome<E> outcome) {
    log.addAll(outcome.events());
    return new Sent(outcome.envelopes());
  }
}
