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
 * The commands that an entity has received and not yet decided, in their order. It collects
 * commands in each phase of the entity: while the account is unknown, during recovery, during a
 * write, and before a restart after a failure; the buffer survives that restart. After recovery the
 * persistent behavior inside receives only {@link Flush}, never two at a time, so that no command
 * is stashed or dropped elsewhere.
 *
 * <p>The buffer is bounded. Beyond {@link #CAPACITY} commands, a request of a client is refused,
 * and a message of another entity is dropped and published as {@link Dropped} on Akka's event
 * stream; the sender repeats it. {@link Local} commands are never dropped for lack of capacity,
 * because nothing repeats them.
 */
final class CommandBuffer extends BehaviorInterceptor<EntityCommand, EntityCommand> {
  static final int CAPACITY = 5_000;
  private static final String FULL = "Too many requests wait for this entity; repeat the request.";

  private enum Phase {
    /** The account is not known yet; the behavior inside accepts only {@link Configured}. */
    WITHOUT_ACCOUNT,
    /**
     * Events are replayed or will be soon, or the configuration that this node knows is still too
     * old.
     */
    RECOVERING,
    IDLE,
    /** A flush is under way or has been requested. */
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
      asked.replyTo().tell(new Reply.Refused(Reply.Reason.BUSY, FULL));
    } else if (!(command instanceof Local)) {
      Adapter.toClassic(context.getSystem())
          .eventStream()
          .publish(Dropped.apply(command, FULL, Adapter.toClassic(self)));
    }
  }

  /** Removes and returns the oldest command. */
  Optional<EntityCommand> next() {
    return Optional.ofNullable(waiting.poll());
  }

  /** The account is known; recovery begins. */
  void recovering() {
    phase = Phase.RECOVERING;
  }

  /** Recovery is complete: {@link Wake} and then the collected commands are flushed. */
  void recovered() {
    waiting.addFirst(Wake.WAKE);
    flushAgain();
  }

  /** The batch is durable: the remaining commands are flushed. */
  void flushed() {
    if (!waiting.isEmpty()) {
      flushAgain();
    } else {
      phase = Phase.IDLE;
      leaveIfAsked();
    }
  }

  /** The entity will restart; the batch under way is lost. */
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
