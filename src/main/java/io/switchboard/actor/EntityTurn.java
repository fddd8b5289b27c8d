package io.switchboard.actor;

import io.switchboard.actor.EntityCommand.Configured;
import io.switchboard.actor.EntityCommand.Deliver;
import io.switchboard.actor.EntityCommand.Flush;
import io.switchboard.actor.EntityCommand.IdleCheck;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.actor.EntityCommand.Measure;
import io.switchboard.actor.EntityCommand.Request;
import io.switchboard.actor.EntityCommand.RetryStart;
import io.switchboard.actor.EntityCommand.Shared;
import io.switchboard.actor.EntityCommand.Tick;
import io.switchboard.actor.EntityCommand.Wake;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.runtime.ActorRequester;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;

/**
 * The decision of one command by an entity.
 *
 * @param now nanoseconds
 */
record EntityTurn<M extends Message, E, K extends StateMachine<M, E>>(
    EntityActor<M, E, K> entity, K machine, long now) {

  /** {@link CommandBuffer} handles the last three; no entity decides them. */
  private static final Cases<EntityTurn<?, ?, ?>, EntityCommand, Outcome<?>> DECISIONS =
      Cases.<EntityTurn<?, ?, ?>, EntityCommand, Outcome<?>>of(EntityCommand.class)
          .when(Deliver.class, (turn, delivery) -> turn.deliver(delivery))
          .when(Request.class, (turn, request) -> turn.request(request))
          .when(Tick.class, (turn, tick) -> turn.tick())
          .when(Configured.class, (turn, configured) -> turn.configure(configured))
          .when(Wake.class, (turn, wake) -> turn.wake())
          .when(Watch.class, (turn, watch) -> turn.watch(watch))
          .when(Shared.class, (turn, shared) -> turn.share(shared))
          .when(Measure.class, (turn, measure) -> turn.entity().measureAgain())
          .when(IdleCheck.class, (turn, check) -> turn.checkIdle())
          .when(Flush.class, EntityTurn::refuse)
          .when(RetryStart.class, EntityTurn::refuse)
          .when(Leave.class, EntityTurn::refuse)
          .complete();

  @SuppressWarnings("unchecked")
  Outcome<E> decide(EntityCommand command) {
    return (Outcome<E>) DECISIONS.apply(this, command);
  }

  private Outcome<E> deliver(Deliver delivery) {
    return machine.receive(entity.cast(delivery.message()), Requester.NOBODY, now);
  }

  /** Ignores a request after its deadline. */
  private Outcome<E> request(Request request) {
    ActorRequester client = new ActorRequester(request.replyTo(), request.deadline());
    return client.isWaiting()
        ? entity.ask(machine, entity.cast(request.message()), client, now)
        : entity.nothing();
  }

  private Outcome<E> tick() {
    return entity.tick(machine, now);
  }

  private Outcome<E> configure(Configured configured) {
    return entity.configure(machine, configured.account(), now);
  }

  private Outcome<E> wake() {
    return entity.wake(machine, now);
  }

  private Outcome<E> watch(Watch watch) {
    return entity.watch(machine, watch, now);
  }

  private Outcome<E> share(Shared shared) {
    return entity.shared(machine, shared, now);
  }

  private Outcome<E> checkIdle() {
    return entity.linger(machine);
  }

  private static Outcome<?> refuse(EntityTurn<?, ?, ?> turn, EntityCommand command) {
    throw EntityActor.unexpected(command);
  }
}
