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
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Surroundings of one entity under test: a cluster of one node, an in-memory journal, virtual time,
 * and probes in place of all other entities.
 */
public final class Surroundings implements AutoCloseable {
  private static final AtomicInteger ACCOUNTS = new AtomicInteger();

  public final ActorTestKit kit;
  public final PersistenceTestKit journal;
  public final JournalGate gate = new JournalGate();
  private final ClusterSharding sharding;
  private final Map<String, TestProbe<Message>> neighbours = new ConcurrentHashMap<>();

  Surroundings() {
    this(Measurements.NONE);
  }

  /** Surroundings in which entities publish to these measurements. */
  public Surroundings(Measurements measurements) {
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
    kit =
        ActorTestKit.create(
            ActorSystem.create(
                Behaviors.<Void>empty(),
                "surroundings",
                ActorSystemSetup.create(
                    BootstrapSetup.create(config), new Measurements.Use(measurements))));
    journal = PersistenceTestKit.create(kit.system()).withPolicy(gate);
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    sharding = ClusterSharding.get(kit.system());
    listen(ConversationEntity.KEY);
    listen(QueueEntity.KEY);
    listen(AgentEntity.KEY);
    listen(ConsumerEntity.KEY);
  }

  private void listen(EntityTypeKey<EntityCommand> key) {
    sharding.init(Entity.of(key, entity -> listener(key, entity.getEntityId())));
  }

  private Behavior<EntityCommand> listener(EntityTypeKey<EntityCommand> key, String entityId) {
    TestProbe<Message> ears = neighbour(key, entityId);
    return Behaviors.receive(EntityCommand.class)
        .onMessage(
            Deliver.class,
            told -> {
              ears.ref().tell(told.message());
              return Behaviors.same();
            })
        .build();
  }

  private TestProbe<Message> neighbour(EntityTypeKey<EntityCommand> key, String entityId) {
    return neighbours.computeIfAbsent(
        key.name() + "|" + entityId, any -> kit.createTestProbe(Message.class));
  }

  /** Creates an account for one test. */
  public Brand brand(String document) {
    Brand brand = new Brand("account" + ACCOUNTS.incrementAndGet());
    brand.accounts.configure(brand.account, document);
    return brand;
  }

  /** Creates an account whose configuration is not known yet. */
  Brand unknownBrand() {
    return new Brand("account" + ACCOUNTS.incrementAndGet());
  }

  /** Sends a request to an entity and returns the probe that receives the answer. */
  public TestProbe<Reply> ask(ActorRef<EntityCommand> entity, Message message) {
    return ask(entity, message, Deadline.in(Duration.ofMinutes(1)));
  }

  /** As {@link #ask(ActorRef, Message)}, with the given deadline of the client. */
  TestProbe<Reply> ask(ActorRef<EntityCommand> entity, Message message, Deadline deadline) {
    TestProbe<Reply> client = kit.createTestProbe(Reply.class);
    entity.tell(new Request(message, client.ref(), deadline));
    return client;
  }

  /** One account, its entities and its time. */
  public final class Brand {
    public final String account;
    final FixedAccounts accounts = new FixedAccounts();
    public final VirtualTime time = new VirtualTime();
    final TestProbe<ClusterSharding.ShardCommand> shard =
        kit.createTestProbe(ClusterSharding.ShardCommand.class);

    private Brand(String account) {
      this.account = account;
    }

    void configure(String document) {
      accounts.configure(account, document);
    }

    ActorRef<EntityCommand> startConversation(String id) {
      return start(ConversationEntity.KIND, id);
    }

    public ActorRef<EntityCommand> startQueue(String skill) {
      return start(QueueEntity.KIND, skill);
    }

    public ActorRef<EntityCommand> startAgent(String id) {
      return start(AgentEntity.KIND, id);
    }

    ActorRef<EntityCommand> startConsumer(String id) {
      return start(ConsumerEntity.KIND, id);
    }

    private ActorRef<EntityCommand> start(EntityKind kind, String id) {
      return kit.spawn(
          new EntityFactory(sharding, accounts, time).behavior(kind, name(id), shard.ref()));
    }

    /** The probe in place of the conversation with this id. */
    TestProbe<Message> conversation(String id) {
      return neighbour(ConversationEntity.KEY, name(id).entityId());
    }

    TestProbe<Message> queue(String skill) {
      return neighbour(QueueEntity.KEY, name(skill).entityId());
    }

    TestProbe<Message> agent(String id) {
      return neighbour(AgentEntity.KEY, name(id).entityId());
    }

    TestProbe<Message> consumer(String id) {
      return neighbour(ConsumerEntity.KEY, name(id).entityId());
    }

    public String stored(EntityTypeKey<EntityCommand> key, String id) {
      return name(id).persistenceId(key.name()).id();
    }

    private EntityName name(String id) {
      return new EntityName(account, id);
    }
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
