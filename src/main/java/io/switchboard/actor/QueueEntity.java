package io.switchboard.actor;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.actor.EntityCommand.Check;
import io.switchboard.actor.EntityCommand.ChildMessage;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.QueueSpace;
import io.switchboard.actor.runtime.StoredEntityReader;
import io.switchboard.domain.protocol.DistributorMessage;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.Allotted;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.queue.QueueMachine;
import io.switchboard.domain.queue.QueueStatistics;
import java.time.Duration;
import java.util.Optional;

/**
 * The entity of one skill's queue, with the distributor as a child actor. Cluster sharding
 * remembers it: after a crash it is loaded again without a message.
 */
public final class QueueEntity extends EventSourcedEntity<QueueMessage, QueueEvent, QueueMachine> {

  public static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, EntityKinds.QUEUE);

  private static final int FEWEST_EVENTS_PER_SNAPSHOT = 1_000;

  private static final long MEASURED_EVERY = Duration.ofSeconds(10).toNanos();

  static final EntityFactory.Kind KIND =
      new EntityFactory.Kind(
          KEY, true, settings -> settings.withRememberEntities(true), QueueEntity::new);

  private Optional<ActorRef<DistributorMessage>> distributor = Optional.empty();
  private long lastSnapshot;
  private Optional<QueueStatistics> measured = Optional.empty();
  private Cancellable nextMeasure = Cancellable.alreadyCancelled();
  private long nextMeasureAt = Long.MIN_VALUE;
  private final QueueSpace space;
  private int placesTaken;

  private QueueEntity(EntityContext context) {
    super(context, QueueMessage.class, QueueEvent.class);
    this.space = QueueSpace.of(context.actor().getSystem());
  }

  @Override
  QueueMachine newMachine(ConfiguredAccount account) {
    return new QueueMachine(context().name().id(), account.policy(), this::distribute);
  }

  private void distribute(DistributorMessage message) {
    if (distributor.isEmpty()) {
      ActorRef<Allotted> self = context().actor().messageAdapter(Allotted.class, ChildMessage::new);
      distributor =
          Optional.of(context().actor().spawn(AgentGroupDistributor.create(self), "distributor"));
      context().actor().watch(distributor.get());
    }
    distributor.get().tell(message);
  }

  @Override
  void beforeTurn(QueueMachine machine) {
    machine.admitAtMost(space.places(context().name().account(), placesTaken));
  }

  @Override
  void afterTurn(QueueMachine machine) {
    setPlacesTaken(machine.places());
    if (context().time().now() >= nextMeasureAt) {
      measure(machine.figures(context().time().now()));
    }
  }

  private void setPlacesTaken(int places) {
    space.changed(context().name().account(), places - placesTaken);
    placesTaken = places;
  }

  /**
   * Measures the queue at most every 10 s, and repeatedly while conversations wait, because their
   * waiting times grow.
   */
  private void measure(QueueStatistics figures) {
    boolean changes = !measured.equals(Optional.of(figures));
    if (changes || figures.length() > 0) {
      nextMeasure.cancel();
      nextMeasureAt = context().time().now() + MEASURED_EVERY;
      nextMeasure = schedule(nextMeasureAt, Check.CHECK);
    }
    if (changes) {
      reportViolations(figures.broken(measured), figures);
      measured = Optional.of(figures);
      context().measurements().queue(context().name().account(), context().name().id(), figures);
    }
  }

  @Override
  void stopped(QueueMachine machine) {
    nextMeasure.cancel();
    setPlacesTaken(0);
    context().measurements().queueLeft(context().name().account(), context().name().id());
  }

  /** Reads a queue that has no stored event: no conversation waits, and none was ever allotted. */
  static Behavior<StoredEntityReader.Query<QueueMessage>> storedReader(
      EntityName name, ConfiguredAccount account, EntityClock time) {
    return StoredEntityReader.create(
        new StoredEntityReader.StoredEntity<>(
            name.persistenceId(KEY.name()),
            () -> new QueueMachine(name.id(), account.policy(), message -> {}),
            false,
            (machine, events) -> {
              machine.wake(time.now());
              return events == 0;
            }),
        time);
  }

  /**
   * A snapshot is as large as the queue, so a long queue takes snapshots less often: after at least
   * half as many events as it has conversations.
   */
  @Override
  boolean isSnapshotDue(QueueMachine machine, long sequenceNumber) {
    int enough = Math.max(FEWEST_EVENTS_PER_SNAPSHOT, machine.length() / 2);
    boolean should = sequenceNumber - lastSnapshot >= enough;
    lastSnapshot = should ? sequenceNumber : lastSnapshot;
    return should;
  }
}
