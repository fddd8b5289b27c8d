package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.javadsl.SignalHandler;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * The entity of an agent. Cluster sharding remembers it until the agent has been offline, with no
 * work and no desktop, for 2 min; it then passivates. It sends the agent's changes to all desktops
 * of the agent.
 */
public final class AgentEntity extends EntityActor<AgentMessage, AgentEvent, AgentMachine> {

  public static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, "Agent");

  private static final Duration LINGER = Duration.ofMinutes(2);

  static final EntityKind KIND =
      new EntityKind(
          KEY, true, settings -> settings.withRememberEntities(true), AgentEntity::new);

  /** A desktop to which the entity must send a snapshot. */
  private record Newcomer(ActorRef<DesktopEvent> desktop) implements Requester {}

  private final DesktopSubscribers desktops;
  private Optional<AgentStatistics> measured = Optional.empty();

  private AgentEntity(EntityContext setting) {
    super(setting, AgentMessage.class);
    this.desktops = new DesktopSubscribers(setting.context());
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
  void notifyDesktops(Envelope.ToDesktop to) {
    desktops.tell(to.signal());
  }

  @Override
  void answer(Envelope.ToClient to) {
    if (to.client() instanceof Newcomer newcomer) {
      desktops.welcome(newcomer.desktop(), (Reply.AgentStatus) to.reply());
    } else {
      super.answer(to);
    }
  }

  @Override
  void afterwards(AgentMachine machine) {
    measure(machine.figures(setting().time().now()));
  }

  @Override
  Optional<Duration> idleTime(AgentMachine machine) {
    return machine.isIdle() && desktops.isEmpty() ? Optional.of(LINGER) : Optional.empty();
  }

  private void measure(AgentStatistics figures) {
    Optional<AgentStatistics> now = Optional.of(figures);
    if (!now.equals(measured)) {
      violated(figures.broken(measured), figures);
      setting().measurements().agent(setting().name().account(), measured, now);
      measured = now;
    }
  }

  @Override
  public SignalHandler<AgentMachine> signalHandler() {
    return signals().onSignal(Terminated.class, (machine, gone) -> forget(gone, machine)).build();
  }

  private void forget(Terminated gone, AgentMachine machine) {
    desktops.forget(gone);
    endTurn(machine);
  }

  @Override
  void stopped(AgentMachine machine) {
    setting().measurements().agent(setting().name().account(), measured, Optional.empty());
    measured = Optional.empty();
    if (isPassivating() && !machine.isIdle()) {
      send(new Envelope.ToAgent(setting().name().id(), new AgentMessage.Describe()));
    }
  }

  /**
   * Reads the stored state of an agent whose entity is not loaded. It answers only for agents who
   * are offline without reservations.
   */
  static Behavior<StoredEntityReader.Look<AgentMessage>> asleep(
      EntityName name, ConfiguredAccount account, EntityClock time) {
    return StoredEntityReader.create(
        new StoredEntityReader.Kind<>(
            name.persistenceId(KEY.name()),
            () -> new AgentMachine(name.id(), account.policy()),
            true,
            (machine, facts) -> {
              machine.restore(machine.snapshot());
              return machine.hasLeft();
            }),
        time);
  }
}
