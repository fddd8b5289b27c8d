package io.switchboard.actor.runtime;

import akka.actor.typed.ActorRef;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import java.util.List;
import java.util.Optional;

/** A client that waits for a reply at an actor reference until its deadline. */
public record ActorRequester(ActorRef<Reply> replyTo, Deadline deadline) implements Requester {

  /** The latest deadline of these clients; empty if none of them has one. */
  public static Optional<Deadline> latestDeadline(List<Requester> clients) {
    return clients.stream()
        .filter(ActorRequester.class::isInstance)
        .map(client -> ((ActorRequester) client).deadline())
        .reduce(Deadline::later);
  }

  @Override
  public boolean isWaiting() {
    return !deadline.isOver();
  }
}
