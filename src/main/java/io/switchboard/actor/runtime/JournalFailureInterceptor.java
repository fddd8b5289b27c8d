package io.switchboard.actor.runtime;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;

/**
 * Turns a journal failure into an exception. Akka's persistent behavior otherwise stops, or
 * restarts with the state that could not be made durable; a supervisor outside of it notices
 * neither.
 */
public final class JournalFailureInterceptor extends BehaviorInterceptor<Object, Object> {

  JournalFailureInterceptor() {
    super(Object.class);
  }

  /** Wraps a behavior that never stops by itself: the wrapper throws where it would stop. */
  public static <M> Behavior<M> thrownBy(Behavior<M> persistent) {
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
