package io.switchboard.actor;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.Envelope;

/** Sends the messages of one account's entities; delivery is not guaranteed. */
record EntityMessenger(ClusterSharding sharding, String account) {

  /** Sends a message to another entity. */
  void deliver(Envelope.ToEntity to) {
    Address address = to.address();
    sharding
        .entityRefFor(key(address.kind()), new EntityName(account, address.id()).entityId())
        .tell(new EntityCommand.Deliver(to.message()));
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
