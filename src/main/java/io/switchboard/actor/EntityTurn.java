package io.switchboard.actor;

import io.switchboard.actor.EntityCommand.Check;
import io.switchboard.actor.EntityCommand.ChildMessage;
import io.switchboard.actor.EntityCommand.Configured;
import io.switchboard.actor.EntityCommand.Deliver;
import io.switchboard.actor.EntityCommand.Forget;
import io.switchboard.actor.EntityCommand.Input;
import io.switchboard.actor.EntityCommand.Request;
import io.switchboard.actor.EntityCommand.Resume;
import io.switchboard.actor.EntityCommand.Tick;
import io.switchboard.actor.EntityCommand.Wake;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.runtime.ActorRequester;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Machine;
import io.switchboard.domain.statemachine.Outcome;

/**
 * The decision of one input by an entity.
 *
 * @param now nanoseconds
 */
record EntityTurn<M, E, K extends Machine<M, E>>(EntityActor<M, E, K> entity, K machine, long now) {

  private static final Cases<
          EntityTurn<Object, Object, Machine<Object, Object>>, Input, Outcome<Object>>
      DECISIONS =
          Cases.<EntityTurn<Object, Object, Machine<Object, Object>>, Input, Outcome<Object>>of(
                  Input.class)
              .when(
                  Deliver.class,
                  (turn, to) -> turn.receive(to.entity(), to.message(), Requester.NONE))
              .when(
                  ChildMessage.class,
                  (turn, to) ->
                      turn.receive(turn.entity.context().name().id(), to.message(), Requester.NONE))
              .when(Request.class, EntityTurn::request)
              .when(Forget.class, (turn, forget) -> turn.entity.forget(turn.machine, forget))
              .when(Tick.class, (turn, tick) -> turn.entity.tick(turn.machine, turn.now))
              .when(
                  Configured.class,
                  (turn, to) -> turn.entity.configure(turn.machine, to.account(), turn.now))
              .when(Wake.class, (turn, wake) -> turn.entity.wake(turn.machine, turn.now))
              .when(Watch.class, (turn, watch) -> turn.entity.watch(turn.machine, watch, turn.now))
              .when(
                  Resume.class,
                  (turn, to) -> turn.entity.resume(turn.machine, to.entity(), turn.now))
              .when(Check.class, (turn, check) -> turn.entity.checkIdle(turn.machine))
              .complete();

  @SuppressWarnings("unchecked")
  Outcome<E> decide(Input input) {
    EntityTurn<?, ?, ?> turn = this;
    Outcome<?> outcome =
        DECISIONS.apply((EntityTurn<Object, Object, Machine<Object, Object>>) turn, input);
    return (Outcome<E>) outcome;
  }

  /** Ignores a request after its deadline. */
  private Outcome<E> request(Request request) {
    ActorRequester client =
        new ActorRequester(request.replyTo(), request.deadline(), entity.context().lease());
    return client.isWaiting()
        ? receive(request.entity(), request.message(), client)
        : entity.noOutcome();
  }

  private Outcome<E> receive(String receiver, Message message, Requester client) {
    return entity.receive(machine, receiver, message, client, now);
  }
}
