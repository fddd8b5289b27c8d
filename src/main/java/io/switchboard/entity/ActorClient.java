package io.switchboard.entity;

import akka.actor.typed.ActorRef;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.Reply;

/** A client who waits behind an actor. */
record ActorClient(ActorRef<Reply> replyTo) implements Client {}
