package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.javadsl.SignalHandler;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.StoredEntityReader;
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
public final class AgentEntity extends EventSourcedEntity<AgentMessage, AgentEvent, AgentMachine> {

  public static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, EntityKinds.AGENT);

  private static final Duration IDLE_TIME = Duration.ofMinutes(2);

  static final EntityFactory.Kind KIND =
      new EntityFactory.Kind(
          KEY, true, settings -> settings.withRememberEntities(true), AgentEntity::new);

  /** A desktop to which the entity must send a snapshot. */
  private record NewDesktop(DesktopSubscribers desktops, ActorRef<DesktopEvent> desktop)
      implements Requester {
    @Override
    public void answer(Reply status) {
      desktops.begin(desktop, (Reply.AgentStatus) status);
    }
  }

  private final DesktopSubscribers desktops;
  private Optional<AgentStatistics> measured = Optional.empty();

  private AgentEntity(EntityContext context) {
    super(context, AgentMessage.class, AgentEvent.class);
    this.desktops = new DesktopSubscribers(context.actor());
  }

  @Override
  AgentMachine newMachine(ConfiguredAccount account) {
    return new AgentMachine(context().name().id(), account.policy(), desktops::publish);
  }

  @Override
  Outcome<AgentEvent> watch(AgentMachine machine, Watch watch, long now) {
    return desktops.resume(watch)
        ? noOutcome()
        : machine.receive(
            new AgentMessage.Describe(), new NewDesktop(desktops, watch.desktop()), now);
  }

  @Override
  void afterTurn(AgentMachine machine) {
    measure(machine.figures(context().time().now()));
  }

  @Override
  Optional<Duration> idleTime(AgentMachine machine) {
    return machine.isIdle() && desktops.isEmpty() ? Optional.of(IDLE_TIME) : Optional.empty();
  }

  private void measure(AgentStatistics figures) {
    Optional<AgentStatistics> now = Optional.of(figures);
    if (!now.equals(measured)) {
      reportViolations(figures.broken(measured), figures);
      context().measurements().agent(context().name().account(), measured, now);
      measured = now;
    }
  }

  @Override
  public SignalHandler<AgentMachine> signalHandler() {
    return signals()
        .onSignal(Terminated.class, (machine, terminated) -> removeDesktop(terminated, machine))
        .build();
  }

  private void removeDesktop(Terminated terminated, AgentMachine machine) {
    desktops.remove(terminated);
    endTurn(machine);
  }

  @Override
  void stopped(AgentMachine machine) {
    context().measurements().agent(context().name().account(), measured, Optional.empty());
    measured = Optional.empty();
    if (isPassivating() && !machine.isIdle()) {
      send(new Envelope.ToAgent(context().name().id(), new AgentMessage.Describe()));
    }
  }

  /**
   * Reads the stored state of an agent whose entity is not loaded. It answers only for agents who
   * are offline without reservations.
   */
  static Behavior<StoredEntityReader.Query<AgentMessage>> storedReader(
      EntityName name, ConfiguredAccount account, EntityClock time) {
    return StoredEntityReader.create(
        new StoredEntityReader.StoredEntity<>(
            name.persistenceId(KEY.name()),
            () -> new AgentMachine(name.id(), account.policy(), notification -> {}),
            true,
            (machine, events) -> {
              machine.restore(machine.snapshot());
              return machine.hasLeft();
            }),
        time);
  }
}
