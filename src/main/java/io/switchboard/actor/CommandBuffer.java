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
import io.switchboard.actor.EntityCommand.Deliver;
import io.switchboard.actor.EntityCommand.Flush;
import io.switchboard.actor.EntityCommand.Forget;
import io.switchboard.actor.EntityCommand.Input;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.actor.EntityCommand.Loaded;
import io.switchboard.actor.EntityCommand.Local;
import io.switchboard.actor.EntityCommand.NotLoaded;
import io.switchboard.actor.EntityCommand.Request;
import io.switchboard.actor.EntityCommand.RetryStart;
import io.switchboard.actor.EntityCommand.Wake;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

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
  private static final String LEAVES = "The entity leaves this node; repeat the request.";

  /** An input is not decided, for this reason. */
  private record Refusal(CommandBuffer buffer, String reason) {
    private void answer(ActorRef<Reply> client) {
      client.tell(new Reply.Refused(Reply.Reason.BUSY, reason));
    }
  }

  private enum Phase {
    /** The account is not known yet; the behavior inside accepts only {@link Configured}. */
    WITHOUT_ACCOUNT,
    /** Events are replayed or soon will be, or this node's configuration is too old. */
    RECOVERING,
    IDLE,
    /** A flush is under way or has been requested. */
    FLUSHING
  }

  /** A command has arrived; {@code entity} passes it on to the persistent behavior. */
  private record Arrival(
      CommandBuffer buffer, Function<EntityCommand, Behavior<EntityCommand>> entity) {

    private Behavior<EntityCommand> passOnIn(Phase phase, EntityCommand command) {
      return buffer.phase == phase ? entity.apply(command) : Behaviors.same();
    }
  }

  private static final Cases<Arrival, EntityCommand, Behavior<EntityCommand>> ARRIVALS =
      Cases.<Arrival, EntityCommand, Behavior<EntityCommand>>of(EntityCommand.class)
          .when(Leave.class, (arrival, leave) -> arrival.buffer.leave())
          .when(Flush.class, (arrival, flush) -> arrival.passOnIn(Phase.FLUSHING, flush))
          .when(Loaded.class, (arrival, loaded) -> arrival.passOnIn(Phase.FLUSHING, loaded))
          .when(NotLoaded.class, (arrival, failed) -> arrival.passOnIn(Phase.FLUSHING, failed))
          .when(RetryStart.class, (arrival, retry) -> arrival.passOnIn(Phase.RECOVERING, retry))
          .when(Input.class, (arrival, input) -> arrival.buffer.collect(input, arrival.entity))
          .complete();

  private static final Cases<Refusal, Input, Void> REFUSALS =
      Cases.<Refusal, Input, Void>of(Input.class)
          .run(Request.class, (refusal, request) -> refusal.answer(request.replyTo()))
          .run(Forget.class, (refusal, forget) -> refusal.answer(forget.replyTo()))
          .run(Deliver.class, CommandBuffer::drop)
          .run(Watch.class, CommandBuffer::drop)
          .ignore(Local.class)
          .complete();

  private final ActorContext<EntityCommand> context;
  private final ActorRef<EntityCommand> self;
  private final Deque<Input> waiting = new ArrayDeque<>();
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
    return ARRIVALS.apply(new Arrival(this, accepted -> entity.apply(actor, accepted)), command);
  }

  private Behavior<EntityCommand> collect(
      Input input, Function<EntityCommand, Behavior<EntityCommand>> entity) {
    if (input instanceof Configured && phase == Phase.WITHOUT_ACCOUNT) {
      return entity.apply(input);
    }
    if (input instanceof Local || waiting.size() < CAPACITY) {
      waiting.add(input);
    } else {
      refuse(input, FULL);
    }
    if (phase != Phase.IDLE || waiting.isEmpty()) {
      return Behaviors.same();
    }
    phase = Phase.FLUSHING;
    return entity.apply(Flush.FLUSH);
  }

  private Behavior<EntityCommand> leave() {
    leaving = true;
    if (phase == Phase.FLUSHING) {
      return Behaviors.same();
    }
    waiting.forEach(input -> refuse(input, LEAVES));
    return Behaviors.stopped();
  }

  /** Refuses a request for this reason, and drops any other input. */
  void refuse(Input input, String reason) {
    REFUSALS.apply(new Refusal(this, reason), input);
  }

  private static void drop(Refusal refusal, Input input) {
    CommandBuffer buffer = refusal.buffer();
    Adapter.toClassic(buffer.context.getSystem())
        .eventStream()
        .publish(Dropped.apply(input, refusal.reason(), Adapter.toClassic(buffer.self)));
  }

  /** Removes and returns the oldest inputs, at most this number. */
  List<Input> take(int most) {
    List<Input> oldest = new ArrayList<>();
    while (oldest.size() < most && !waiting.isEmpty()) {
      oldest.add(waiting.poll());
    }
    return oldest;
  }

  /** Adds inputs before all others, to be decided after a restart. */
  void putBack(List<Input> inputs) {
    for (int i = inputs.size() - 1; i >= 0; i--) {
      waiting.addFirst(inputs.get(i));
    }
    waiting.remove(Wake.WAKE);
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
      leaveIfRequested();
    }
  }

  /** The entity will restart; the batch under way is lost. */
  void failed() {
    phase = Phase.RECOVERING;
    leaveIfRequested();
  }

  private void flushAgain() {
    phase = Phase.FLUSHING;
    self.tell(Flush.FLUSH);
  }

  private void leaveIfRequested() {
    if (leaving) {
      self.tell(Leave.LEAVE);
    }
  }
}
