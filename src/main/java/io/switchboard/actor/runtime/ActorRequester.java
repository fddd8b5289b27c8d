package io.switchboard.actor.runtime;

import akka.actor.typed.ActorRef;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;

/** A client that waits for a reply at an actor reference until its deadline. */
public record ActorRequester(ActorRef<Reply> replyTo, Deadline deadline) implements Requester {
  @Override
  public boolean isWaiting() {
    return !deadline.isOver();
  }
}
