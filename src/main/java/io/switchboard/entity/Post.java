package io.switchboard.entity;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.domain.dispatch.Cases;
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

  private static final Cases<Post, Send, Void> DELIVERIES =
      Cases.<Post, Send, Void>of(Send.class)
          .run(
              Send.ToConversation.class,
              (post, to) -> post.tell(ConversationEntity.KEY, to.conversation(), to.message()))
          .run(
              Send.ToQueue.class,
              (post, to) -> post.tell(SkillQueueEntity.KEY, to.skill(), to.message()))
          .run(
              Send.ToAgent.class,
              (post, to) -> post.tell(AgentEntity.KEY, to.agent(), to.message()))
          .run(
              Send.ToConsumer.class,
              (post, to) -> post.tell(ConsumerEntity.KEY, to.consumer(), to.message()))
          .run(Send.ToClient.class, Post::answer)
          .run(Send.ToDesktop.class, Post::refuse)
          .run(Send.ToDistributor.class, Post::refuse)
          .complete();

  /** Brings a message that leaves its entity; what stays with the entity is not for the post. */
  void deliver(Send send) {
    DELIVERIES.apply(this, send);
  }

  private void answer(Send.ToClient to) {
    ((ActorClient) to.client()).replyTo().tell(lease.isHeld() ? to.reply() : UNSURE);
  }

  private static void refuse(Post post, Send send) {
    throw new IllegalStateException("not for the post: " + send);
  }

  private void tell(EntityTypeKey<EntityCommand> key, String id, Message message) {
    sharding
        .entityRefFor(key, new EntityName(account, id).entityId())
        .tell(new EntityCommand.Told(message));
  }
}
