package io.switchboard.entity;

import akka.actor.typed.ActorRef;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.Reply;

/** A client who waits behind an actor until its deadline. */
record ActorClient(ActorRef<Reply> replyTo, Deadline deadline) implements Client {
  @Override
  public boolean isWaiting() {
    return !deadline.isOver();
  }
}
