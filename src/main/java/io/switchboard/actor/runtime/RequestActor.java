package io.switchboard.actor.runtime;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * An actor that sends one request and passes on the first answer. It does the same as Akka's ask,
 * but its address is below its parent's: large messages between nodes, such as an account, use a
 * separate connection, which Akka selects by the address of the recipient ({@code
 * large-message-destinations} in reference.conf).
 */
public final class RequestActor {
  private static final Object LATE = new Object();

  private RequestActor() {}

  /** Sends the request when it starts; one of the consumers gets the answer or the timeout. */
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
