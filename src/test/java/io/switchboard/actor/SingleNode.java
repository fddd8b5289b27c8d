package io.switchboard.actor;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ReplicatedAccounts;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.StateStore;
import io.switchboard.actor.runtime.SystemClock;
import io.switchboard.document.AccountDocument;
import io.switchboard.domain.account.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.Precondition;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A cluster of one node with all entities and an in-memory journal. */
final class SingleNode implements AutoCloseable {
  static final String ACCOUNT = "demo";

  final ActorTestKit kit;
  final Accounts accounts;
  final EntityClient entities;

  /** A node that uses the system clock. */
  SingleNode() {
    this(SystemClock::new);
  }

  SingleNode(Function<ActorSystem<?>, EntityClock> clock) {
    this("", clock);
  }

  /** A node with additional settings. */
  SingleNode(String settings, Function<ActorSystem<?>, EntityClock> clock) {
    Config config =
        ConfigFactory.parseString(settings)
            .withFallback(
                ConfigFactory.parseString(
                    """
                    akka.loglevel = WARNING
                    akka.actor.serialize-messages = on
                    akka.actor.testkit.typed.system-shutdown-default = 30s
                    akka.actor.no-serialization-verification-needed-class-prefix = [
                      "akka.", "io.switchboard.actor.account.AccountReplica",
                      "io.switchboard.domain.protocol.DistributorMessage"]
                    akka.cluster.sharding.remember-entities-store = eventsourced
                    """))
            .withFallback(PersistenceTestKitPlugin.config())
            .withFallback(PersistenceTestKitSnapshotPlugin.config())
            .withFallback(ConfigFactory.load());
    JournalGate gate = new JournalGate();
    kit =
        ActorTestKit.create(
            ActorSystem.create(
                Behaviors.<Void>empty(),
                "node",
                ActorSystemSetup.create(
                    BootstrapSetup.create(config), new StateStore.Use(gate.states()))));
    PersistenceTestKit.create(kit.system()).withPolicy(gate);
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    EntityClock time = clock.apply(kit.system());
    accounts = ReplicatedAccounts.start(kit.system(), time);
    entities = ShardedEntityClient.start(kit.system(), accounts, time);
  }

  void configure(String document) {
    AccountOutcome outcome =
        answer(
            accounts.change(
                ACCOUNT,
                new ReplaceAccount(AccountDocument.read(document), new Precondition.None())));
    if (!(outcome instanceof AccountOutcome.Stored)) {
      throw new AssertionError(outcome);
    }
  }

  Reply conversation(String id, ConversationMessage message) {
    return answer(entities.ask(ACCOUNT, id, message));
  }

  Reply agent(String id, AgentMessage message) {
    return answer(entities.ask(ACCOUNT, id, message));
  }

  Reply queue(String skill, QueueMessage message) {
    return answer(entities.ask(ACCOUNT, skill, message));
  }

  /** Repeats a request until the answer is as expected. */
  Reply until(Supplier<Reply> ask, Predicate<Reply> expected) {
    return kit.createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(20),
            Duration.ofMillis(20),
            () -> {
              Reply reply = ask.get();
              if (!expected.test(reply)) {
                throw new AssertionError("not yet: " + reply);
              }
              return reply;
            });
  }

  static <T> T answer(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
