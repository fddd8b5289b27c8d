package io.switchboard.entity;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.stream.javadsl.Source;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The entities of the cluster, spread over its nodes. */
public final class ShardedEntities implements Entities {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ClusterSharding sharding;

  private ShardedEntities(ClusterSharding sharding) {
    this.sharding = sharding;
  }

  /** Starts this node's part of them; once on each node. */
  public static ShardedEntities start(ActorSystem<?> system, Accounts accounts, Time time) {
    ClusterSharding sharding = ClusterSharding.get(system);
    ClusterShardingSettings settings = ClusterShardingSettings.create(system);
    sharding.init(ConsumerEntity.in(sharding, accounts, time));
    sharding.init(ConversationEntity.in(sharding, accounts, time));
    sharding.init(SkillQueueEntity.in(sharding, settings, accounts, time));
    sharding.init(AgentEntity.in(sharding, settings, accounts, time));
    return new ShardedEntities(sharding);
  }

  @Override
  public CompletionStage<Reply> ask(
      String account, String conversation, ConversationMessage message) {
    return ask(ConversationEntity.KEY, account, conversation, message);
  }

  @Override
  public CompletionStage<Reply> ask(String account, String skill, QueueMessage message) {
    return ask(SkillQueueEntity.KEY, account, skill, message);
  }

  @Override
  public CompletionStage<Reply> ask(String account, String agent, AgentMessage message) {
    return ask(AgentEntity.KEY, account, agent, message);
  }

  private CompletionStage<Reply> ask(
      EntityTypeKey<EntityCommand> key, String account, String id, Message message) {
    return sharding
        .entityRefFor(key, new EntityName(account, id).entityId())
        .ask(replyTo -> new EntityCommand.Asked(message, replyTo), PATIENCE);
  }

  @Override
  public Source<DesktopEvent, NotUsed> desktop(
      String account, String agent, Optional<String> lastEvent) {
    return DesktopStream.of(
        sharding.entityRefFor(AgentEntity.KEY, new EntityName(account, agent).entityId()),
        lastEvent);
  }
}
