package io.switchboard.actor;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import akka.persistence.typed.javadsl.SignalHandlerBuilder;
import io.switchboard.actor.EntityCommand.Check;
import io.switchboard.actor.EntityCommand.Flush;
import io.switchboard.actor.EntityCommand.Forget;
import io.switchboard.actor.EntityCommand.Input;
import io.switchboard.actor.EntityCommand.Loaded;
import io.switchboard.actor.EntityCommand.NotLoaded;
import io.switchboard.actor.EntityCommand.Resume;
import io.switchboard.actor.EntityCommand.RetryStart;
import io.switchboard.actor.EntityCommand.Tick;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.ActorRequester;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.runtime.JournalUnavailableException;
import io.switchboard.actor.runtime.WriteDeadlines;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Machine;
import io.switchboard.domain.statemachine.Outcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs a state machine as an event-sourced actor.
 *
 * <p>Group commit: commands collect in the {@link CommandBuffer} during a write; then they are
 * decided one after the other and written as one batch. When no write is under way, a batch is a
 * single command, so batching adds no delay to an idle entity. Messages and replies are sent only
 * after the batch is durable. A client's request is neither decided nor committed after its
 * deadline ({@link WriteDeadlines}).
 *
 * <p>The entity decides only when its node has the configuration at least in the revision of the
 * last stored decision: under an older one it would treat newer configuration items as deleted.
 *
 * <p>When a write fails, the actor is discarded and a new one recovers, so that no state survives
 * that is not durable. For that reason the supervisor is outside of the persistent behavior.
 */
abstract class EntityActor<M, E, K extends Machine<M, E>>
    extends EventSourcedBehavior<EntityCommand, Object, K> {

  private static final int LARGEST_BATCH = 500;
  private static final long BETWEEN_CHECKS = Duration.ofSeconds(1).toNanos();
  private static final int CHECKS_UNTIL_WARNED = 30;
  private static final String UNREADABLE = "A stored state cannot be read; repeat the request.";

  private final EntityContext context;
  private final WriteDeadlines writes;
  private final long createdAt = System.nanoTime();
  private boolean recovering = true;
  private boolean started;
  private int checks;
  private boolean awake;
  private Cancellable timer = Cancellable.alreadyCancelled();
  private OptionalLong timerAt = OptionalLong.empty();
  private Cancellable idleCheck = Cancellable.alreadyCancelled();
  private boolean passivating;
  private long revision;

  EntityActor(EntityContext context) {
    super(context.name().persistenceId(context.kind()));
    this.context = context;
    this.writes = WriteDeadlines.of(context.actor().getSystem());
    this.revision = context.account().revision();
  }

  // --- what differs between entities ---

  abstract K newMachine(ConfiguredAccount account);

  /** A message to an entity that this actor runs; empty if its machine does not accept it. */
  abstract Optional<M> accepted(String entity, Message message);

  /** What is stored for the events of a batch. */
  abstract List<?> stored(K machine, List<E> events);

  /** The change of an entity that an event contains. */
  abstract Object change(E event);

  /**
   * Requests the states that a batch needs.
   *
   * @return whether the machine has all of them; otherwise {@link Loaded} or {@link NotLoaded}
   *     follows
   */
  boolean isReadyFor(K machine, List<Input> batch) {
    return true;
  }

  /**
   * Adds loaded states to the machine.
   *
   * @return whether the configuration here is new enough for them; otherwise none is added
   */
  boolean load(K machine, Loaded loaded) {
    return true;
  }

  /** Subscribes a desktop. Only agents have desktops. */
  Outcome<E> watch(K machine, Watch watch, long now) {
    return refuse(watch, Requester.NONE);
  }

  /** Repeats what an entity of this actor may have to send. */
  Outcome<E> resume(K machine, String entity, long now) {
    return noOutcome();
  }

  /** What this actor must decide after a restart, since its messages may not have been sent. */
  List<Input> inputsAfterRestart(K machine) {
    return List.of();
  }

  /** Forgets conversations or consumers, at once or at the end of the batch. */
  abstract Outcome<E> forget(K machine, Forget forget);

  /** How long the entity stays in memory after this turn; empty: until a later turn ends. */
  Optional<Duration> idleTime(K machine) {
    return Optional.empty();
  }

  /** Decides a message or the request of a client. */
  Outcome<E> decide(K machine, M message, Requester client, long now) {
    return machine.receive(message, client, now);
  }

  /** Runs before each batch is decided. */
  void beforeTurn(K machine) {}

  /** Runs after each batch is durable and its messages are sent. */
  void afterTurn(K machine) {}

  /** Runs when the actor stops or restarts. */
  void stopped(K machine) {}

  final EntityContext context() {
    return context;
  }

  /** Whether the entity has requested its passivation from its shard, because it was idle. */
  final boolean isPassivating() {
    return passivating;
  }

  /** Sends one message. */
  final void send(Envelope envelope) {
    envelope.deliver(context.messenger()::deliver);
  }

  /** Schedules a command to this entity, at the given time or shortly after it. */
  final Cancellable schedule(long at, EntityCommand command) {
    ActorRef<EntityCommand> self = context.actor().getSelf();
    return context.time().schedule(at, () -> self.tell(command));
  }

  // --- recovery ---

  @Override
  public final K emptyState() {
    return newMachine(context.account());
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

  /** Whether stored events are being replayed. */
  final boolean isRecovering() {
    return recovering;
  }

  private void recovered(K machine) {
    recovering = false;
    context
        .measurements()
        .recovered(context.kind(), Duration.ofNanos(System.nanoTime() - createdAt));
    startIfUpToDate(machine);
  }

  private void startIfUpToDate(K machine) {
    long needed = machine.configurationRevision().orElse(0L);
    if (!started && newestAccount().revision() >= needed) {
      started = true;
      context.buffer().recovered();
    } else if (!started) {
      context.accounts().latest(context.name().account());
      timer = schedule(context.time().now() + BETWEEN_CHECKS, RetryStart.RETRY_START);
      warnSometimes(needed);
    }
  }

  private void warnSometimes(long needed) {
    checks++;
    if (checks % CHECKS_UNTIL_WARNED == 0) {
      context
          .actor()
          .getLog()
          .warn(
              "{} {} waits for revision {} of its account, of which {} is the newest known here",
              context.kind(),
              context.name().entityId(),
              needed,
              newestAccount().revision());
    }
  }

  /** The newest configuration that this node has. */
  final ConfiguredAccount newestAccount() {
    return context.accounts().current(context.name().account()).orElse(context.account());
  }

  private void restart(K machine) {
    stop(machine);
    context.buffer().putBack(inputsAfterRestart(machine));
    context.buffer().failed();
  }

  private void stop(K machine) {
    timer.cancel();
    idleCheck.cancel();
    stopped(machine);
  }

  // --- commands ---

  @Override
  public final CommandHandler<EntityCommand, Object, K> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Flush.class, (machine, flush) -> flush(machine))
        .onCommand(Loaded.class, this::decideLoaded)
        .onCommand(NotLoaded.class, (machine, failed) -> fail(failed))
        .onCommand(
            RetryStart.class, (machine, retry) -> Effect().none().thenRun(this::startIfUpToDate))
        .build();
  }

  private Effect<Object, K> flush(K machine) {
    List<Input> batch = context.buffer().take(LARGEST_BATCH);
    return isReadyFor(machine, batch) ? decide(machine, batch) : Effect().none();
  }

  private Effect<Object, K> decideLoaded(K machine, Loaded loaded) {
    if (load(machine, loaded)) {
      return decide(machine, loaded.batch());
    }
    context.accounts().latest(context.name().account());
    schedule(context.time().now() + BETWEEN_CHECKS, loaded);
    return Effect().none();
  }

  /**
   * Restarts, and decides the batch after that; but refuses it if a state cannot be read, because
   * the other entities of the partition must continue.
   */
  private Effect<Object, K> fail(NotLoaded failed) {
    if (failed.failure() instanceof UncheckedIOException) {
      failed.batch().forEach(input -> context.buffer().refuse(input, UNREADABLE));
      context.buffer().putBack(failed.batch().stream().filter(Resume.class::isInstance).toList());
    } else {
      context.buffer().putBack(failed.batch());
    }
    throw new JournalUnavailableException(failed.failure());
  }

  /** Decides a batch and writes it; sends its messages and replies when it is durable. */
  private Effect<Object, K> decide(K machine, List<Input> batch) {
    List<E> events = new ArrayList<>();
    List<Envelope> envelopes = new ArrayList<>();
    List<Deadline> deadlines = new ArrayList<>();
    for (Outcome<E> outcome : decideBatch(machine, batch)) {
      events.addAll(outcome.events());
      envelopes.addAll(outcome.envelopes());
      ActorRequester.latestDeadline(outcome.askedBy()).ifPresent(deadlines::add);
    }
    List<Object> stored = List.copyOf(stored(machine, events));
    if (!stored.isEmpty()) {
      writes.begins(persistenceId().id(), deadlines.stream().reduce(Deadline::earlier));
    }
    long started = System.nanoTime();
    return Effect()
        .persist(stored)
        .thenRun(
            after -> {
              writes.ended(persistenceId().id());
              measure(events, Duration.ofNanos(System.nanoTime() - started));
              // The timer is set before messages and replies are sent: a receiver may rely on due
              // work being done before its next request.
              scheduleTimer(after);
              envelopes.forEach(this::send);
              endTurn(after);
              context.buffer().flushed();
            });
  }

  private void measure(List<E> written, Duration took) {
    if (!written.isEmpty()) {
      context.measurements().written(context.kind(), written.size(), took);
      written.forEach(
          event -> context.measurements().stored(context.name().account(), change(event)));
    }
  }

  private List<Outcome<E>> decideBatch(K machine, List<Input> batch) {
    List<Outcome<E>> outcomes = new ArrayList<>();
    beforeTurn(machine);
    if (awake) {
      outcomes.add(configure(machine, newestAccount(), context.time().now()));
    }
    for (Input input : batch) {
      outcomes.add(new EntityTurn<>(this, machine, context.time().now()).decide(input));
    }
    return outcomes;
  }

  /** Decides a message. The shard region accepts any message, so its type is checked here. */
  final Outcome<E> receive(K machine, String entity, Message message, Requester client, long now) {
    return accepted(entity, message)
        .map(own -> decide(machine, own, client, now))
        .orElseGet(() -> refuse(message, client));
  }

  private Outcome<E> refuse(Object input, Requester client) {
    context.actor().getLog().error("{} does not accept {}", context.kind(), input.getClass());
    Reply refusal = new Reply.Refused(Reply.Reason.INVALID, "The entity does not accept this.");
    return new Outcome<>(List.of(), List.of(new Envelope.ToClient(client, refusal)));
  }

  final Outcome<E> tick(K machine, long now) {
    timerAt = OptionalLong.empty();
    return machine.tick(now);
  }

  final Outcome<E> noOutcome() {
    return new Outcome<>(List.of(), List.of());
  }

  final Outcome<E> wake(K machine, long now) {
    ConfiguredAccount account = newestAccount();
    awake = true;
    revision = account.revision();
    machine.replacePolicy(account.policy());
    return machine.wake(now);
  }

  /** Applies this configuration unless the entity already has it or a newer one. */
  final Outcome<E> configure(K machine, ConfiguredAccount account, long now) {
    if (account.revision() <= revision) {
      return noOutcome();
    }
    revision = account.revision();
    return machine.configure(account.policy(), now);
  }

  /** Ends a turn: its events are durable and its messages are sent. */
  final void endTurn(K machine) {
    afterTurn(machine);
    idleCheck.cancel();
    if (!passivating) {
      idleTime(machine)
          .ifPresent(
              time -> idleCheck = schedule(context.time().now() + time.toNanos(), Check.CHECK));
    }
  }

  /** Passivates the entity if it is still idle. */
  final Outcome<E> checkIdle(K machine) {
    if (idleTime(machine).isPresent()) {
      passivating = true;
      context.shard().tell(new ClusterSharding.Passivate<>(context.actor().getSelf()));
    }
    return noOutcome();
  }

  private void scheduleTimer(K machine) {
    OptionalLong next = machine.nextTimer();
    if (next.equals(timerAt)) {
      return;
    }
    timer.cancel();
    timerAt = next;
    next.ifPresent(at -> timer = schedule(at, Tick.TICK));
  }
}
