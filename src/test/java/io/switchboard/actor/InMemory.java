package io.switchboard.actor;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** Actor systems with an in-memory journal that ends with the system. */
public final class InMemory {
  private InMemory() {}

  public static ActorTestKit testKit() {
    return ActorTestKit.create(config());
  }

  /** As {@link #testKit}, as the only member of a cluster. */
  public static ActorTestKit testKitInCluster() {
    ActorTestKit kit =
        ActorTestKit.create(
            ConfigFactory.parseString("akka.actor.provider = cluster").withFallback(config()));
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    return kit;
  }

  /** As {@link #testKit}, with time that only the test advances. */
  public static ActorTestKit testKitWithManualTime() {
    return ActorTestKit.create(ManualTime.config().withFallback(config()));
  }

  private static Config config() {
    return ConfigFactory.parseString(
            """
            akka.actor.provider = local
            akka.loglevel = WARNING
            akka.persistence.testkit.events.serialize = off
            akka.persistence.testkit.snapshots.serialize = off
            """)
        .withFallback(PersistenceTestKitPlugin.config())
        .withFallback(PersistenceTestKitSnapshotPlugin.config())
        .withFallback(ConfigFactory.load());
  }
}
