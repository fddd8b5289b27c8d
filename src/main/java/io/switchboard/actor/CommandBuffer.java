package io.switchboard.actor;

import akka.actor.Dropped;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import io.switchboard.actor.EntityCommand.Configured;
import io.switchboard.actor.EntityCommand.Flush;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.actor.EntityCommand.Local;
import io.switchboard.actor.EntityCommand.Request;
import io.switchboard.actor.EntityCommand.RetryStart;
import io.switchboard.actor.EntityCommand.Wake;
import io.switchboard.domain.protocol.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What an entity has been told and has not decided yet, in order. Commands gather here whatever the
 * entity does: while it waits for its account, recovers, writes, or waits to be started again after
 * a failure, which this outlives. The persistent behavior inside is told nothing but to flush, and
 * never twice at once, so that nothing gathers, or is dropped, anywhere else.
 *
 * <p>It is bounded: beyond {@link #CAPACITY} a client is refused, and a message of another entity
 * is dropped, which tells it again; Akka's event stream is told of each. What an entity is told by
 * its own node is never dropped, as nobody would say it again.
 */
final class CommandBuffer extends BehaviorInterceptor<EntityCommand, EntityCommand> {
  static final int CAPACITY = 5_000;

  private enum Phase {
    /** The account is not known yet; the behavior inside waits for nothing else. */
    WITHOUT_ACCOUNT,
    /** Durable events are being told again, or soon will be; or the account is still too old. */
    RECOVERING,
    IDLE,
    /** A flush is under way, or has been told to begin. */
    FLUSHING
  }

  private final ActorContext<EntityCommand> context;
  private final ActorRef<EntityCommand> self;
  private final Deque<EntityCommand> waiting = new ArrayDeque<>();
  private Phase phase = Phase.WITHOUT_ACCOUNT;
  private boolean leaving;

  CommandBuffer(ActorContext<EntityCommand> context) {
    super(EntityCommand.class);
    this.context = context;
    this.self = context.getSelf();
  }

  @Override
  public Behavior<EntityCommand> aroundReceive(
      TypedActorContext<EntityCommand> actor,
      EntityCommand command,
      ReceiveTarget<EntityCommand> entity) {
    if (command instanceof Leave) {
      return leave();
    }
    if (command instanceof Flush) {
      return phase == Phase.FLUSHING ? entity.apply(actor, command) : Behaviors.same();
    }
    if (command instanceof RetryStart) {
      return phase == Phase.RECOVERING ? entity.apply(actor, command) : Behaviors.same();
    }
    if (command instanceof Configured && phase == Phase.WITHOUT_ACCOUNT) {
      return entity.apply(actor, command);
    }
    if (command instanceof Local || waiting.size() < CAPACITY) {
      waiting.add(command);
    } else {
      refuse(command);
    }
    if (phase != Phase.IDLE || waiting.isEmpty()) {
      return Behaviors.same();
    }
    phase = Phase.FLUSHING;
    return entity.apply(actor, Flush.FLUSH);
  }

  private Behavior<EntityCommand> leave() {
    leaving = true;
    if (phase == Phase.FLUSHING) {
      return Behaviors.same();
    }
    waiting.forEach(this::refuse);
    return Behaviors.stopped();
  }

  private void refuse(EntityCommand command) {
    if (command instanceof Request asked) {
      asked.replyTo().tell(new Reply.Refused(Reply.Reason.BUSY, "too much is waiting"));
    } else if (!(command instanceof Local)) {
      Adapter.toClassic(context.getSystem())
          .eventStream()
          .publish(Dropped.apply(command, "too much is waiting", Adapter.toClassic(self)));
    }
  }

  /** The next command in order. */
  Optional<EntityCommand> next() {
    return Optional.ofNullable(waiting.poll());
  }

  /** The account is known, and recovery begins. */
  void recovering() {
    phase = Phase.RECOVERING;
  }

  /** All that was durable has been told again: what has gathered is flushed, after waking. */
  void recovered() {
    waiting.addFirst(Wake.WAKE);
    flushAgain();
  }

  /** A flush is durable: what has gathered meanwhile is flushed. */
  void flushed() {
    if (!waiting.isEmpty()) {
      flushAgain();
    } else {
      phase = Phase.IDLE;
      leaveIfAsked();
    }
  }

  /** The entity will be started again; what it was deciding is lost. */
  void failed() {
    phase = Phase.RECOVERING;
    leaveIfAsked();
  }

  private void flushAgain() {
    phase = Phase.FLUSHING;
    self.tell(Flush.FLUSH);
  }

  private void leaveIfAsked() {
    if (leaving) {
      self.tell(Leave.LEAVE);
    }
  }
}
