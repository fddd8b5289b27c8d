package io.switchboard.actor;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.actor.runtime.ActorRequester;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Message;
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

  private static final Cases<EntityMessenger, Envelope, Void> DELIVERIES =
      Cases.<EntityMessenger, Envelope, Void>of(Envelope.class)
          .run(
              Envelope.ToConversation.class,
              (post, to) -> post.tell(ConversationEntity.KEY, to.conversation(), to.message()))
          .run(
              Envelope.ToQueue.class,
              (post, to) -> post.tell(QueueEntity.KEY, to.skill(), to.message()))
          .run(
              Envelope.ToAgent.class,
              (post, to) -> post.tell(AgentEntity.KEY, to.agent(), to.message()))
          .run(
              Envelope.ToConsumer.class,
              (post, to) -> post.tell(ConsumerEntity.KEY, to.consumer(), to.message()))
          .run(Envelope.ToClient.class, EntityMessenger::answer)
          .run(Envelope.ToDesktop.class, EntityMessenger::refuse)
          .run(Envelope.ToDistributor.class, EntityMessenger::refuse)
          .complete();

  /**
   * Sends a message to another entity or a reply to a client. Messages to a desktop or to a
   * distributor are rejected: the entity itself delivers them.
   */
  void deliver(Envelope send) {
    DELIVERIES.apply(this, send);
  }

  private void answer(Envelope.ToClient to) {
    ((ActorRequester) to.client()).replyTo().tell(lease.isHeld() ? to.reply() : UNSURE);
  }

  private static void refuse(EntityMessenger post, Envelope send) {
    throw new IllegalStateException("not for the post: " + send);
  }

  private void tell(EntityTypeKey<EntityCommand> key, String id, Message message) {
    sharding
        .entityRefFor(key, new EntityName(account, id).entityId())
        .tell(new EntityCommand.Deliver(message));
  }
}
