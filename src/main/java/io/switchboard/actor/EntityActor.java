package io.switchboard.actor;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import akka.persistence.typed.javadsl.SignalHandlerBuilder;
import io.switchboard.actor.EntityCommand.IdleCheck;
import io.switchboard.actor.EntityCommand.Input;
import io.switchboard.actor.EntityCommand.Measure;
import io.switchboard.actor.EntityCommand.RetryStart;
import io.switchboard.actor.EntityCommand.Shared;
import io.switchboard.actor.EntityCommand.Tick;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.ActorRequester;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.runtime.WriteDeadlines;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Invariant;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Runs a state machine as an event-sourced actor.
 *
 * <p>Group commit: commands collect in the {@link CommandBuffer} during a write; then they are
 * decided one after the other and written as one batch. When no write is under way, a batch is a
 * single command, so batching adds no delay to an idle entity. Messages and replies are sent only
 * after the batch is durable. A client's request is neither decided nor committed after its
 * deadline ({@link WriteDeadlines}).
 *
 * <p>The entity decides only when its node knows the configuration at least in the revision of the
 * last stored decision: under an older one it would treat newer configuration items as deleted.
 *
 * <p>The machine applies its events when it decides them; the event handler applies them only
 * during recovery. When a write fails, the actor is discarded and a new one recovers, so that no
 * state survives that is not durable. For that reason the supervisor is outside of the persistent
 * behavior.
 */
abstract class EntityActor<M extends Message, E, K extends StateMachine<M, E>>
    extends EventSourcedBehavior<EntityCommand, E, K> {

  private static final int LARGEST_BATCH = 500;
  private static final long ASK_AGAIN = Duration.ofSeconds(1).toNanos();
  private static final int LOOKS_UNTIL_WARNED = 30;
  private static final int EVENTS_PER_SNAPSHOT = 100;

  private static final Cases<EntityActor<?, ?, ?>, Envelope, Void> DELIVERIES =
      Cases.<EntityActor<?, ?, ?>, Envelope, Void>of(Envelope.class)
          .run(Envelope.ToEntity.class, (entity, to) -> entity.setting.post().deliver(to))
          .run(Envelope.ToClient.class, EntityActor::answer)
          .run(Envelope.ToDesktop.class, EntityActor::notifyDesktops)
          .run(Envelope.ToDistributor.class, EntityActor::distribute)
          .complete();

  private final EntityContext setting;
  private final Class<M> messages;
  private final WriteDeadlines writes;
  private final long born = System.nanoTime();
  private boolean recovering = true;
  private boolean begun;
  private int looks;
  private boolean awake;
  private Cancellable timer = Cancellable.alreadyCancelled();
  private OptionalLong wakesAt = OptionalLong.empty();
  private Cancellable idleCheck = Cancellable.alreadyCancelled();
  private boolean passivating;
  private long revision;

  EntityActor(EntityContext setting, Class<M> messages) {
    super(setting.name().persistenceId(setting.kind()));
    this.setting = setting;
    this.messages = messages;
    this.writes = WriteDeadlines.of(setting.context().getSystem());
    this.revision = setting.account().revision();
  }

  // --- what differs between entities ---

  abstract K newMachine(ConfiguredAccount account);

  /** Sends the reply to a client. */
  void answer(Envelope.ToClient to) {
    setting.post().answer(to);
  }

  /** Notifies the desktops; for agents only. */
  void notifyDesktops(Envelope.ToDesktop to) {
    throw unexpected(to);
  }

  /** Sends a message to the distributor; for queues only. */
  void distribute(Envelope.ToDistributor to) {
    throw unexpected(to);
  }

  /** Subscribes a desktop; for agents only. */
  Outcome<E> watch(K machine, Watch watch, long now) {
    throw unexpected(watch);
  }

  /** Handles the answer of the distributor; for queues only. */
  Outcome<E> shared(K machine, Shared shared, long now) {
    throw unexpected(shared);
  }

  /** Permits the next measurement; for queues only, which measure periodically. */
  Outcome<E> measureAgain() {
    throw unexpected(Measure.MEASURE);
  }

  /** How long the entity stays in memory after this turn; empty: until a later turn ends. */
  Optional<Duration> idleTime(K machine) {
    return Optional.empty();
  }

  private static IllegalStateException unexpected(Object input) {
    return new IllegalStateException("not for this entity: " + input);
  }

  /** Decides a request of a client. */
  Outcome<E> ask(K machine, M message, Requester client, long now) {
    return machine.receive(message, client, now);
  }

  /** Runs before each batch is decided. */
  void beforehand(K machine) {}

  /** Runs after each batch is durable and its messages are sent. */
  void afterwards(K machine) {}

  /** Runs when the actor stops or restarts. */
  void stopped(K machine) {}

  final EntityContext setting() {
    return setting;
  }

  /** Whether the entity has asked its shard to stop it, because it was idle. */
  final boolean isPassivating() {
    return passivating;
  }

  /** Sends one message. */
  final void send(Envelope envelope) {
    DELIVERIES.apply(this, envelope);
  }

  /** Logs and counts invariants that the statistics violate. */
  final void violated(Set<Invariant> broken, Object figures) {
    for (Invariant invariant : broken) {
      setting
          .context()
          .getLog()
          .error("{} {} breaks {}: {}", setting.kind(), setting.name().entityId(), invariant, figures);
      setting.measurements().violated(setting.name().account(), invariant);
    }
  }

  /** Schedules a command to this entity, at the given time or shortly after it. */
  final Cancellable tellSelf(long at, EntityCommand command) {
    ActorRef<EntityCommand> self = setting.context().getSelf();
    return setting.time().wake(at, () -> self.tell(command));
  }

  // --- recovery ---

  @Override
  public final K emptyState() {
    return newMachine(setting.account());
  }

  @Override
  public final SnapshotAdapter<K> snapshotAdapter() {
    return new MachineSnapshots<>(this::emptyState);
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 1);
  }

  @Override
  public final EventHandler<K, E> eventHandler() {
    return (machine, event) -> {
      if (recovering) {
        machine.apply(event);
      }
      return machine;
    };
  }

  @Override
  public SignalHandler<K> signalHandler() {
    return signals().build();
  }

  final SignalHandlerBuilder<K> signals() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.class, (machine, signal) -> recovered(machine))
        .onSignal(PreRestart.class, (machine, signal) -> restart(machine))
        .onSignal(PostStop.class, (machine, signal) -> stop(machine));
  }

  private void recovered(K machine) {
    recovering = false;
    setting.measurements().recovered(setting.kind(), Duration.ofNanos(System.nanoTime() - born));
    beginIfUpToDate(machine);
  }

  private void beginIfUpToDate(K machine) {
    long needed = machine.configurationRevision().orElse(0L);
    if (!begun && known().revision() >= needed) {
      begun = true;
      setting.inbox().recovered();
    } else if (!begun) {
      setting.accounts().latest(setting.name().account());
      timer = tellSelf(setting.time().now() + ASK_AGAIN, RetryStart.RETRY_START);
      warnNowAndThen(needed);
    }
  }

  private void warnNowAndThen(long needed) {
    looks++;
    if (looks % LOOKS_UNTIL_WARNED == 0) {
      setting
          .context()
          .getLog()
          .warn(
              "{} {} waits for revision {} of its account, of which {} is the newest known here",
              setting.kind(),
              setting.name().entityId(),
              needed,
              known().revision());
    }
  }

  /** The newest configuration that this node knows. */
  private ConfiguredAccount known() {
    return setting.accounts().current(setting.name().account()).orElse(setting.account());
  }

  private void restart(K machine) {
    stop(machine);
    setting.inbox().failed();
  }

  private void stop(K machine) {
    timer.cancel();
    idleCheck.cancel();
    stopped(machine);
  }

  // --- commands ---

  @Override
  public final CommandHandler<EntityCommand, E, K> commandHandler() {
    return (machine, command) ->
        command instanceof RetryStart
            ? Effect().none().thenRun(this::beginIfUpToDate)
            : flush(machine);
  }

  private Effect<E, K> flush(K machine) {
    List<E> events = new ArrayList<>();
    List<Envelope> envelopes = new ArrayList<>();
    List<Deadline> deadlines = new ArrayList<>();
    for (Outcome<E> outcome : decideBatch(machine)) {
      events.addAll(outcome.events());
      envelopes.addAll(outcome.envelopes());
      ActorRequester.latestDeadline(outcome.askedBy()).ifPresent(deadlines::add);
    }
    if (!events.isEmpty()) {
      writes.begins(persistenceId().id(), deadlines.stream().reduce(Deadline::earlier));
    }
    long begun = System.nanoTime();
    return Effect()
        .persist(events)
        .thenRun(
            after -> {
              writes.ended(persistenceId().id());
              measure(events, Duration.ofNanos(System.nanoTime() - begun));
              // The timer is set before messages and replies are sent: a receiver may rely on due
              // work being done before its next request.
              scheduleTimer(after);
              envelopes.forEach(this::send);
              endTurn(after);
              setting.inbox().flushed();
            });
  }

  private void measure(List<E> written, Duration took) {
    if (!written.isEmpty()) {
      setting.measurements().written(setting.kind(), written.size(), took);
      written.forEach(fact -> setting.measurements().happened(setting.name().account(), fact));
    }
  }

  private List<Outcome<E>> decideBatch(K machine) {
    beforehand(machine);
    List<Outcome<E>> outcomes = new ArrayList<>();
    if (awake) {
      outcomes.add(configure(machine, known(), setting.time().now()));
    }
    Optional<Input> command = setting.inbox().next();
    while (command.isPresent()) {
      outcomes.add(new EntityTurn<>(this, machine, setting.time().now()).decide(command.get()));
      boolean full = outcomes.size() >= LARGEST_BATCH;
      command = full ? Optional.empty() : setting.inbox().next();
    }
    return outcomes;
  }

  /** A message as one of this entity. */
  final M cast(Message message) {
    return messages.cast(message);
  }

  final Outcome<E> tick(K machine, long now) {
    wakesAt = OptionalLong.empty();
    return machine.tick(now);
  }

  final Outcome<E> nothing() {
    return new Outcome<>(List.of(), List.of());
  }

  final Outcome<E> wake(K machine, long now) {
    ConfiguredAccount account = known();
    awake = true;
    revision = account.revision();
    machine.wakesBy(account.policy());
    return machine.wake(now);
  }

  /** Applies this configuration unless the entity already has it or a newer one. */
  final Outcome<E> configure(K machine, ConfiguredAccount account, long now) {
    if (account.revision() <= revision) {
      return nothing();
    }
    revision = account.revision();
    return machine.configure(account.policy(), now);
  }

  /** Ends a turn: its events are durable and its messages are sent. */
  final void endTurn(K machine) {
    afterwards(machine);
    idleCheck.cancel();
    if (!passivating) {
      idleTime(machine)
          .ifPresent(
              time ->
                  idleCheck =
                      tellSelf(setting.time().now() + time.toNanos(), IdleCheck.IDLE_CHECK));
    }
  }

  /** Passivates the entity if it is still idle. */
  final Outcome<E> checkIdle(K machine) {
    if (idleTime(machine).isPresent()) {
      passivating = true;
      setting.shard().tell(new ClusterSharding.Passivate<>(setting.context().getSelf()));
    }
    return nothing();
  }

  private void scheduleTimer(K machine) {
    OptionalLong next = machine.nextTimer();
    if (next.equals(wakesAt)) {
      return;
    }
    timer.cancel();
    wakesAt = next;
    next.ifPresent(at -> timer = tellSelf(at, Tick.TICK));
  }
}
