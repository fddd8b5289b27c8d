package io.switchboard.actor;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.switchboard.actor.EntityCommand.IdleCheck;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The entity of an agent. Cluster sharding remembers it until the agent has been offline, with no
 * work and no desktop, for 2 min; it then passivates. It sends the agent's changes to all desktops
 * of the agent.
 */
public final class AgentEntity extends EntityActor<AgentMessage, AgentEvent, AgentMachine> {

  public static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, "Agent");

  private static final int EVENTS_PER_SNAPSHOT = 100;
  private static final long LINGER = Duration.ofMinutes(2).toNanos();

  /** A desktop to which the entity must send a snapshot. */
  private record Newcomer(ActorRef<DesktopEvent> desktop) implements Requester {}

  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final DesktopSubscribers desktops;
  private Cancellable lingering = Cancellable.alreadyCancelled();
  private Optional<AgentStatistics> measured = Optional.empty();
  private boolean passivating;

  private AgentEntity(EntityContext setting, ActorRef<ClusterSharding.ShardCommand> shard) {
    super(KEY.name(), setting, AgentMessage.class);
    this.shard = shard;
    this.desktops = new DesktopSubscribers(setting.context());
  }

  static Entity<EntityCommand, ShardingEnvelope<EntityCommand>> in(
      ClusterSharding sharding,
      ClusterShardingSettings settings,
      Accounts accounts,
      EntityClock time) {
    return Entity.of(
            KEY,
            entity ->
                create(
                    EntityName.parse(entity.getEntityId()),
                    entity.getShard(),
                    accounts,
                    time,
                    sharding))
        .withSettings(settings.withRememberEntities(true))
        .withStopMessage(Leave.LEAVE);
  }

  static Behavior<EntityCommand> create(
      EntityName name,
      ActorRef<ClusterSharding.ShardCommand> shard,
      Accounts accounts,
      EntityClock time,
      ClusterSharding sharding) {
    return create(name, accounts, time, sharding, true, setting -> new AgentEntity(setting, shard));
  }

  @Override
  AgentMachine newMachine(ConfiguredAccount account) {
    return new AgentMachine(setting().name().id(), account.policy());
  }

  @Override
  Outcome<AgentEvent> watch(AgentMachine machine, Watch watch, long now) {
    return desktops.goOn(watch)
        ? nothing()
        : machine.receive(new AgentMessage.Describe(), new Newcomer(watch.desktop()), now);
  }

  @Override
  Outcome<AgentEvent> linger(AgentMachine machine) {
    if (hasNothing(machine)) {
      passivating = true;
      shard.tell(new ClusterSharding.Passivate<>(setting().context().getSelf()));
    }
    return nothing();
  }

  @Override
  void send(Envelope send) {
    if (send instanceof Envelope.ToDesktop to) {
      desktops.tell(to.signal());
    } else if (send instanceof Envelope.ToClient to && to.client() instanceof Newcomer newcomer) {
      desktops.welcome(newcomer.desktop(), (Reply.AgentStatus) to.reply());
    } else {
      super.send(send);
    }
  }

  @Override
  void afterwards(AgentMachine machine) {
    measure(machine.figures(setting().time().now()));
    lingering.cancel();
    if (hasNothing(machine) && !passivating) {
      lingering = tellSelf(setting().time().now() + LINGER, IdleCheck.IDLE_CHECK);
    }
  }

  private void measure(AgentStatistics figures) {
    Optional<AgentStatistics> now = Optional.of(figures);
    if (!now.equals(measured)) {
      violated(figures.broken(measured), figures);
      setting().measurements().agent(setting().name().account(), measured, now);
      measured = now;
    }
  }

  private boolean hasNothing(AgentMachine machine) {
    return machine.isIdle() && desktops.isEmpty();
  }

  @Override
  public SignalHandler<AgentMachine> signalHandler() {
    return signals().onSignal(Terminated.class, (machine, gone) -> forget(gone, machine)).build();
  }

  private void forget(Terminated gone, AgentMachine machine) {
    desktops.forget(gone);
    afterwards(machine);
  }

  @Override
  void stopped(AgentMachine machine) {
    lingering.cancel();
    setting().measurements().agent(setting().name().account(), measured, Optional.empty());
    measured = Optional.empty();
    if (passivating && !machine.isIdle()) {
      send(new Envelope.ToAgent(setting().name().id(), new AgentMessage.Describe()));
    }
  }

  /**
   * Reads the stored state of an agent whose entity is not loaded. It answers only for agents who
   * are offline without reservations.
   */
  static Behavior<StoredEntityReader.Look<AgentMessage>> asleep(
      EntityName name, ConfiguredAccount account, EntityClock time) {
    Supplier<AgentMachine> agent = () -> new AgentMachine(name.id(), account.policy());
    return StoredEntityReader.create(
        new StoredEntityReader.Kind<>(
            name.persistenceId(KEY.name()),
            agent.get(),
            snapshots(agent),
            true,
            (machine, facts) -> {
              machine.restore(machine.state());
              return machine.hasLeft();
            }),
        time);
  }

  @Override
  public SnapshotAdapter<AgentMachine> snapshotAdapter() {
    return snapshots(() -> newMachine(setting().account()));
  }

  private static SnapshotAdapter<AgentMachine> snapshots(Supplier<AgentMachine> agent) {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(AgentMachine machine) {
        return machine.state();
      }

      @Override
      public AgentMachine fromJournal(Object snapshot) {
        AgentMachine machine = agent.get();
        machine.restore((AgentState) snapshot);
        return machine;
      }
    };
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 2);
  }
}
