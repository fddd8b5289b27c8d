package io.switchboard.entity;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;

/**
 * Brings the messages of the entities of one account to where they go; it may lose some. Clients
 * are answered under the lease of this node only.
 */
record Post(ClusterSharding sharding, String account, Lease lease) {
  private static final Reply UNSURE =
      new Reply.Refused(
          Reply.Reason.BUSY,
          "the node that has it cannot be sure that no other has taken its place");

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
      ((ActorClient) to.client()).replyTo().tell(lease.isHeld() ? to.reply() : UNSURE);
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
