package io.switchboard.actor;

import io.switchboard.actor.EntityCommand.Check;
import io.switchboard.actor.EntityCommand.ChildMessage;
import io.switchboard.actor.EntityCommand.Configured;
import io.switchboard.actor.EntityCommand.Deliver;
import io.switchboard.actor.EntityCommand.Input;
import io.switchboard.actor.EntityCommand.Request;
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
 * The decision of one input by an entity.
 *
 * @param now nanoseconds
 */
record EntityTurn<M extends Message, E, K extends StateMachine<M, E>>(
    EntityActor<M, E, K> entity, K machine, long now) {

  private static final Cases<
          EntityTurn<Message, Object, StateMachine<Message, Object>>, Input, Outcome<Object>>
      DECISIONS =
          Cases
              .<EntityTurn<Message, Object, StateMachine<Message, Object>>, Input, Outcome<Object>>
                  of(Input.class)
              .when(Deliver.class, (turn, to) -> turn.receive(to.message(), Requester.NONE))
              .when(ChildMessage.class, (turn, to) -> turn.receive(to.message(), Requester.NONE))
              .when(Request.class, EntityTurn::request)
              .when(Tick.class, (turn, tick) -> turn.entity.tick(turn.machine, turn.now))
              .when(
                  Configured.class,
                  (turn, to) -> turn.entity.configure(turn.machine, to.account(), turn.now))
              .when(Wake.class, (turn, wake) -> turn.entity.wake(turn.machine, turn.now))
              .when(Watch.class, (turn, watch) -> turn.entity.watch(turn.machine, watch, turn.now))
              .when(Check.class, (turn, check) -> turn.entity.checkIdle(turn.machine))
              .complete();

  @SuppressWarnings("unchecked")
  Outcome<E> decide(Input input) {
    EntityTurn<?, ?, ?> turn = this;
    Outcome<?> outcome =
        DECISIONS.apply((EntityTurn<Message, Object, StateMachine<Message, Object>>) turn, input);
    return (Outcome<E>) outcome;
  }

  /** Ignores a request after its deadline. */
  private Outcome<E> request(Request request) {
    ActorRequester client =
        new ActorRequester(request.replyTo(), request.deadline(), entity.context().lease());
    return client.isWaiting() ? receive(request.message(), client) : entity.noOutcome();
  }

  private Outcome<E> receive(Message message, Requester client) {
    return entity.receive(machine, message, client, now);
  }
}
