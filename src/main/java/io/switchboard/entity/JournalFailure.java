package io.switchboard.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;

/**
 * Makes an exception of a journal's failure. Akka's persistent behavior stops instead, or else is
 * started again with the very state that could not be made durable; a supervisor outside of it sees
 * neither.
 */
final class JournalFailure extends BehaviorInterceptor<Object, Object> {

  JournalFailure() {
    super(Object.class);
  }

  /** A behavior that throws where the other, which never stops by itself, would stop. */
  static Behavior<EntityCommand> thrownBy(Behavior<EntityCommand> persistent) {
    return Behaviors.intercept(JournalFailure::new, persistent.<Object>unsafeCast()).unsafeCast();
  }

  @Override
  public Behavior<Object> aroundReceive(
      TypedActorContext<Object> context, Object message, ReceiveTarget<Object> persistent) {
    Behavior<Object> next = persistent.apply(context, message);
    if (!Behavior.isAlive(next)) {
      throw new JournalUnavailable();
    }
    return next;
  }
}
