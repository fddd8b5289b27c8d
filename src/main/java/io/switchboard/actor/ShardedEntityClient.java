package io.switchboard.actor;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.stream.javadsl.Source;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.WriteDeadlines;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Client of the entities that cluster sharding distributes over the nodes. */
public final class ShardedEntityClient implements EntityClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ClusterSharding sharding;
  private final Executor executor;
  private final StoredEntityQueries storedQueries;

  private ShardedEntityClient(
      ClusterSharding sharding, Executor executor, StoredEntityQueries storedQueries) {
    this.sharding = sharding;
    this.storedQueries = storedQueries;
    this.executor = executor;
  }

  /** Registers the entity types on this node and returns a client; called once on each node. */
  public static ShardedEntityClient start(
      ActorSystem<?> system, Accounts accounts, EntityClock time) {
    ClusterSharding sharding = ClusterSharding.get(system);
    ClusterShardingSettings settings = ClusterShardingSettings.create(system);
    EntityFactory entities = new EntityFactory(sharding, accounts, time);
    entities.register(ConsumerPartition.KIND, settings);
    entities.register(ConversationPartition.KIND, settings);
    entities.register(QueueEntity.KIND, settings);
    entities.register(AgentEntity.KIND, settings);
    return new ShardedEntityClient(
        sharding, system.executionContext(), new StoredEntityQueries(system, accounts, time));
  }

  @Override
  public CompletionStage<Reply> ask(
      String account, String conversation, ConversationMessage message) {
    return ask(account, Address.conversation(conversation), message);
  }

  @Override
  public CompletionStage<Reply> ask(String account, String skill, QueueMessage message) {
    return storedQueries.askQueue(
        new EntityName(account, skill), message, () -> ask(account, Address.queue(skill), message));
  }

  @Override
  public CompletionStage<Reply> ask(String account, String agent, AgentMessage message) {
    return storedQueries.askAgent(
        new EntityName(account, agent), message, () -> ask(account, Address.agent(agent), message));
  }

  /**
   * Sends a request; the returned stage completes on the dispatcher of the actor system. Akka's own
   * stage would run its continuations in the JVM's common pool, which does not exist on a machine
   * with two processors: each continuation would start a thread.
   */
  private CompletionStage<Reply> ask(String account, Address address, Message message) {
    return EntityFactory.entity(sharding, account, address)
        .<Reply>ask(
            replyTo -> new EntityCommand.Request(address.id(), message, replyTo, deadline()),
            TIMEOUT)
        .thenApplyAsync(reply -> reply, executor);
  }

  @Override
  public CompletionStage<Integer> forget(String account, Address entity, Set<String> ids) {
    return EntityFactory.entity(sharding, account, entity)
        .<Reply>ask(replyTo -> new EntityCommand.Forget(ids, replyTo, deadline()), TIMEOUT)
        .thenApplyAsync(ShardedEntityClient::forgotten, executor);
  }

  /** The number of removed entities; throws if the entity refused to remove them. */
  static int forgotten(Reply reply) {
    if (reply instanceof Reply.Forgotten done) {
      return done.entities();
    }
    String reason = reply instanceof Reply.Refused refused ? refused.detail() : reply.toString();
    throw new RejectedExecutionException(reason);
  }

  private static Deadline deadline() {
    return Deadline.in(TIMEOUT.minus(WriteDeadlines.COMMIT_WITHIN));
  }

  @Override
  public Source<DesktopEvent, NotUsed> desktop(
      String account, String agent, Optional<String> lastEvent) {
    return DesktopEventSource.of(
        EntityFactory.entity(sharding, account, Address.agent(agent)), lastEvent);
  }
}
