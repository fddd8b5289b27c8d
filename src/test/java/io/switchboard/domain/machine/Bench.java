package io.switchboard.domain.machine;

import io.switchboard.domain.Centre;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One machine alone, with a clock, whatever it says to what it is told, and the events by which
 * another may go on from where it stopped.
 */
final class Bench<M extends Message, E> {
  /** When every bench begins. */
  static final long START = Duration.ofDays(1).toNanos();

  private final StateMachine<M, E> machine;
  private final List<E> log = new ArrayList<>();
  private long now;

  Bench(StateMachine<M, E> machine) {
    this(machine, START);
  }

  Bench(StateMachine<M, E> machine, long now) {
    this.machine = machine;
    this.now = now;
  }

  /** What was said at once. */
  record Said(List<Send> sends) {

    /** The messages of one kind, to whomever, in order. */
    <T> List<T> all(Class<T> kind) {
      return sends.stream()
          .flatMap(Said::contentOf)
          .filter(kind::isInstance)
          .map(kind::cast)
          .toList();
    }

    /** The only message of one kind. */
    <T> T one(Class<T> kind) {
      List<T> all = all(kind);
      if (all.size() != 1) {
        throw new AssertionError("not one " + kind.getSimpleName() + " in " + sends);
      }
      return all.get(0);
    }

    /** What clients were answered. */
    List<Reply> replies() {
      return all(Reply.class);
    }

    private static Stream<Object> contentOf(Send send) {
      if (send instanceof Send.ToConversation to) {
        return Stream.of(to.message());
      } else if (send instanceof Send.ToQueue to) {
        return Stream.of(to.message());
      } else if (send instanceof Send.ToAgent to) {
        return Stream.of(to.message());
      } else if (send instanceof Send.ToConsumer to) {
        return Stream.of(to.message());
      } else if (send instanceof Send.ToDesktop to) {
        return Stream.of(to.signal());
      } else if (send instanceof Send.ToClient to) {
        return Stream.of(to.reply());
      }
      return Stream.of(((Send.ToDistributor) send).message());
    }
  }

  long now() {
    return now;
  }

  Said wake() {
    return said(machine.wake(now));
  }

  Said tell(M message) {
    return said(machine.receive(message, Client.NOBODY, now));
  }

  /** A client asks for this. */
  Said ask(M message) {
    return said(machine.receive(message, new Client() {}, now));
  }

  /** A client asks for this, who waits for as long as is said from outside. */
  Said ask(M message, BooleanSupplier waiting) {
    Client client =
        new Client() {
          @Override
          public boolean isWaiting() {
            return waiting.getAsBoolean();
          }
        };
    return said(machine.receive(message, client, now));
  }

  Said configure(AccountPolicy policy) {
    return said(machine.configure(policy, now));
  }

  /** Lets time pass, and says what was said meanwhile. */
  Said pass(String duration) {
    long until = now + Centre.time(duration).toNanos();
    List<Send> sends = new ArrayList<>();
    OptionalLong timer = machine.nextTimer();
    while (timer.isPresent() && timer.getAsLong() <= until) {
      now = Math.max(now, timer.getAsLong());
      sends.addAll(said(machine.tick(now)).sends());
      timer = machine.nextTimer();
    }
    now = until;
    return new Said(sends);
  }

  /** Another machine, of which nothing is known yet, goes on from what was durable. */
  Bench<M, E> restart(StateMachine<M, E> fresh) {
    return restart(fresh, now);
  }

  /** The same with another clock. */
  Bench<M, E> restart(StateMachine<M, E> fresh, long itsNow) {
    Bench<M, E> next = new Bench<>(fresh, itsNow);
    log.forEach(fresh::apply);
    next.log.addAll(log);
    return next;
  }

  private Said said(Outcome<E> outcome) {
    log.addAll(outcome.events());
    return new Said(outcome.sends());
  }
}
