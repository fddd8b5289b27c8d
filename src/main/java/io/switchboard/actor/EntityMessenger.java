package io.switchboard.actor;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.actor.runtime.ActorRequester;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Reply;

/**
 * Sends the messages of one account's entities; delivery is not guaranteed. Replies to clients are
 * sent only while this node holds its lease; without it the client receives a {@code BUSY} refusal.
 */
record EntityMessenger(ClusterSharding sharding, String account, NodeLease lease) {
  private static final Reply UNSURE =
      new Reply.Refused(
          Reply.Reason.BUSY,
          "Another node may have replaced the node of the entity; repeat the request.");

  /** Sends a message to another entity. */
  void deliver(Envelope.ToEntity to) {
    Address address = to.address();
    sharding
        .entityRefFor(key(address.kind()), new EntityName(account, address.id()).entityId())
        .tell(new EntityCommand.Deliver(to.message()));
  }

  /** Sends a reply to a client. */
  void answer(Envelope.ToClient to) {
    ((ActorRequester) to.client()).replyTo().tell(lease.isHeld() ? to.reply() : UNSURE);
  }

  private static EntityTypeKey<EntityCommand> key(Address.Kind kind) {
    return switch (kind) {
      case CONVERSATION -> ConversationEntity.KEY;
      case QUEUE -> QueueEntity.KEY;
      case AGENT -> AgentEntity.KEY;
      case CONSUMER -> ConsumerEntity.KEY;
    };
  }
}
