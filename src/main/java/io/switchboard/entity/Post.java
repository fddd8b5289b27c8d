package io.switchboard.entity;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Send;

/** Brings the messages of the entities of one account to where they go; it may lose some. */
record Post(ClusterSharding sharding, String account) {

  /** Brings a message that leaves its entity; what stays with the entity is not for the post. */
  void deliver(Send send) {
    if (send instanceof Send.ToConversation to) {
      tell(ConversationEntity.KEY, to.conversation(), to.message());
    } else if (send instanceof Send.ToQueue to) {
      tell(SkillQueueEntity.KEY, to.skill(), to.message());
    } else if (send instanceof Send.ToAgent to) {
      tell(AgentEntity.KEY, to.agent(), to.message());
    } else if (send instanceof Send.ToConsumer to) {
      tell(ConsumerEntity.KEY, to.consumer(), to.message());
    } else if (send instanceof Send.ToClient to) {
      ((ActorClient) to.client()).replyTo().tell(to.reply());
    } else {
      throw new IllegalStateException("not for the post: " + send);
    }
  }

  private void tell(EntityTypeKey<EntityCommand> key, String id, Message message) {
    sharding
        .entityRefFor(key, new EntityName(account, id).entityId())
        .tell(new EntityCommand.Told(message));
  }
}
