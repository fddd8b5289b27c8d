package io.switchboard.actor;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.switchboard.actor.EntityCommand.Deliver;
import io.switchboard.actor.EntityCommand.Request;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.Measurements;
import io.switchboard.actor.runtime.StateStore;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * EntityTestKit of one entity under test: a cluster of one node, an in-memory journal, virtual
 * time, and probes in place of all other entities.
 */
public final class EntityTestKit implements AutoCloseable {
  private static final AtomicInteger ACCOUNTS = new AtomicInteger();

  public final ActorTestKit actors;
  public final PersistenceTestKit journal;
  public final JournalGate gate = new JournalGate();
  private final ClusterSharding sharding;
  private final Map<String, TestProbe<Message>> probes = new ConcurrentHashMap<>();
  private final Map<ActorRef<EntityCommand>, String> ids = new ConcurrentHashMap<>();

  EntityTestKit() {
    this(Measurements.NONE);
  }

  /** EntityTestKit in which entities publish to these measurements. */
  public EntityTestKit(Measurements measurements) {
    Config config =
        ConfigFactory.parseString(
                """
                    akka.loglevel = WARNING
                    akka.persistence.testkit.events.serialize = on
                    akka.persistence.testkit.snapshots.serialize = on
                    akka.coordinated-shutdown.run-by-actor-system-terminate = off
                    akka.coordinated-shutdown.terminate-actor-system = off
                    akka.cluster.run-coordinated-shutdown-when-down = off
                    akka.actor.testkit.typed.system-shutdown-default = 30s
                    """)
            .withFallback(PersistenceTestKitPlugin.config())
            .withFallback(PersistenceTestKitSnapshotPlugin.config())
            .withFallback(ConfigFactory.load());
    actors =
        ActorTestKit.create(
            ActorSystem.create(
                Behaviors.<Void>empty(),
                "actors",
                ActorSystemSetup.create(
                    BootstrapSetup.create(config),
                    new StateStore.Use(gate.states()),
                    new Measurements.Use(measurements))));
    journal = PersistenceTestKit.create(actors.system()).withPolicy(gate);
    Cluster cluster = Cluster.get(actors.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    sharding = ClusterSharding.get(actors.system());
    initProbes(ConversationPartition.KEY);
    initProbes(QueueEntity.KEY);
    initProbes(AgentEntity.KEY);
    initProbes(ConsumerPartition.KEY);
  }

  private void initProbes(EntityTypeKey<EntityCommand> key) {
    sharding.init(
        Entity.of(key, entity -> forwarding(key, EntityName.parse(entity.getEntityId()))));
  }

  private Behavior<EntityCommand> forwarding(EntityTypeKey<EntityCommand> key, EntityName name) {
    return Behaviors.receive(EntityCommand.class)
        .onMessage(
            Deliver.class,
            delivered -> {
              probe(key, new EntityName(name.account(), delivered.entity()).entityId())
                  .ref()
                  .tell(delivered.message());
              return Behaviors.same();
            })
        .build();
  }

  private TestProbe<Message> probe(EntityTypeKey<EntityCommand> key, String entityId) {
    return probes.computeIfAbsent(
        key.name() + "|" + entityId, any -> actors.createTestProbe(Message.class));
  }

  /** Creates an account for one test. */
  public TestAccount account(String document) {
    TestAccount account = new TestAccount("account" + ACCOUNTS.incrementAndGet());
    account.accounts.configure(account.id, document);
    return account;
  }

  /** Creates an account whose configuration is not known yet. */
  TestAccount unknownAccount() {
    return new TestAccount("account" + ACCOUNTS.incrementAndGet());
  }

  /** Sends a request to an entity and returns the probe that receives the answer. */
  public TestProbe<Reply> ask(ActorRef<EntityCommand> entity, Message message) {
    return ask(entity, message, Deadline.in(Duration.ofMinutes(1)));
  }

  /** As {@link #ask(ActorRef, Message)}, with the given deadline of the client. */
  TestProbe<Reply> ask(ActorRef<EntityCommand> entity, Message message, Deadline deadline) {
    TestProbe<Reply> client = actors.createTestProbe(Reply.class);
    entity.tell(new Request(ids.get(entity), message, client.ref(), deadline));
    return client;
  }

  /** Delivers a message of another entity. */
  void deliver(ActorRef<EntityCommand> entity, Message message) {
    entity.tell(new Deliver(ids.get(entity), message));
  }

  /** One account, its entities and its time. */
  public final class TestAccount {
    public final String id;
    final FixedAccounts accounts = new FixedAccounts();
    public final VirtualTime time = new VirtualTime();
    final TestProbe<ClusterSharding.ShardCommand> shard =
        actors.createTestProbe(ClusterSharding.ShardCommand.class);

    private TestAccount(String id) {
      this.id = id;
    }

    void configure(String document) {
      accounts.configure(id, document);
    }

    /** Starts the partition of the conversation. */
    ActorRef<EntityCommand> startConversation(String id) {
      return start(ConversationPartition.KIND, EntityName.partition(id), id);
    }

    public ActorRef<EntityCommand> startQueue(String skill) {
      return start(QueueEntity.KIND, skill, skill);
    }

    public ActorRef<EntityCommand> startAgent(String id) {
      return start(AgentEntity.KIND, id, id);
    }

    /** Starts the partition of the consumer. */
    ActorRef<EntityCommand> startConsumer(String id) {
      return start(ConsumerPartition.KIND, EntityName.partition(id), id);
    }

    private ActorRef<EntityCommand> start(EntityFactory.Kind kind, String entity, String id) {
      ActorRef<EntityCommand> started =
          actors.spawn(
              new EntityFactory(sharding, accounts, time)
                  .behavior(kind, name(entity), shard.ref()));
      ids.put(started, id);
      return started;
    }

    /** The probe in place of the conversation with this id. */
    TestProbe<Message> conversation(String id) {
      return probe(ConversationPartition.KEY, name(id).entityId());
    }

    TestProbe<Message> queue(String skill) {
      return probe(QueueEntity.KEY, name(skill).entityId());
    }

    TestProbe<Message> agent(String id) {
      return probe(AgentEntity.KEY, name(id).entityId());
    }

    TestProbe<Message> consumer(String id) {
      return probe(ConsumerPartition.KEY, name(id).entityId());
    }

    /** The persistence id of the partition of a conversation. */
    String storedConversation(String id) {
      return stored(ConversationPartition.KEY, EntityName.partition(id));
    }

    public String stored(EntityTypeKey<EntityCommand> key, String id) {
      return name(id).persistenceId(key.name()).id();
    }

    private EntityName name(String entity) {
      return new EntityName(id, entity);
    }
  }

  @Override
  public void close() {
    actors.shutdownTestKit();
  }
}
