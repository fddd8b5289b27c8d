package io.switchboard.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.switchboard.actor.runtime.JournalUnavailableException;

/**
 * Makes an exception of a journal's failure. Akka's persistent behavior stops instead, or else is
 * started again with the very state that could not be made durable; a supervisor outside of it sees
 * neither.
 */
final class JournalFailureInterceptor extends BehaviorInterceptor<Object, Object> {

  JournalFailureInterceptor() {
    super(Object.class);
  }

  /** A behavior that throws where the other, which never stops by itself, would stop. */
  static Behavior<EntityCommand> thrownBy(Behavior<EntityCommand> persistent) {
    return Behaviors.intercept(JournalFailureInterceptor::new, persistent.<Object>unsafeCast())
        .unsafeCast();
  }

  @Override
  public Behavior<Object> aroundReceive(
      TypedActorContext<Object> context, Object message, ReceiveTarget<Object> persistent) {
    Behavior<Object> next = persistent.apply(context, message);
    if (!Behavior.isAlive(next)) {
      throw new JournalUnavailableException();
    }
    return next;
  }
}
