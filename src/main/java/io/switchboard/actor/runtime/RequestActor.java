package io.switchboard.actor.runtime;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * An actor that asks something and passes the first answer on. It does what an ask does, but at an
 * address that is below its parent's: messages between nodes that may be large, such as an account,
 * go their own way, and they are told by where they go ({@code large-message-destinations} in
 * reference.conf).
 */
public final class RequestActor {
  private static final Object LATE = new Object();

  private RequestActor() {}

  /**
   * Asks when it starts; exactly one of the last two is called, by the actor's thread.
   *
   * @param within after which an answer counts as a {@link TimeoutException}
   */
  public static <A> Behavior<Object> ask(
      Class<A> answers,
      Consumer<ActorRef<A>> question,
      Duration within,
      Consumer<A> answered,
      Consumer<TimeoutException> unanswered) {
    return Behaviors.setup(
        context -> {
          context.setReceiveTimeout(within, LATE);
          question.accept(context.getSelf().narrow());
          return Behaviors.receive(Object.class)
              .onMessage(
                  answers,
                  answer -> {
                    answered.accept(answer);
                    return Behaviors.stopped();
                  })
              .onMessageEquals(
                  LATE,
                  () -> {
                    unanswered.accept(new TimeoutException("no answer within " + within));
                    return Behaviors.stopped();
                  })
              .build();
        });
  }
}
