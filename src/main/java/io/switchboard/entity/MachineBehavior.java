package io.switchboard.entity;

import akka.actor.Cancellable;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import akka.persistence.typed.javadsl.SignalHandlerBuilder;
import io.switchboard.domain.machine.Outcome;
import io.switchboard.domain.machine.StateMachine;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import io.switchboard.entity.EntityCommand.Asked;
import io.switchboard.entity.EntityCommand.Configured;
import io.switchboard.entity.EntityCommand.Flush;
import io.switchboard.entity.EntityCommand.Tick;
import io.switchboard.entity.EntityCommand.Told;
import io.switchboard.entity.EntityCommand.Wake;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Runs a state machine as an event-sourced actor.
 *
 * <p>Group commit: commands gather while a write is under way, and are then decided one after the
 * other and written as one batch. When nothing is under way a batch is one command, so this costs
 * nothing at rest. Nothing is sent, and nobody answered, before the batch is durable.
 *
 * <p>The machine applies its events as it decides them; only in recovery are they applied here.
 * When a write fails the actor is thrown away and another one recovers, so nothing that is not
 * durable survives. For that reason failures are supervised from outside of the persistent
 * behavior.
 */
abstract class MachineBehavior<M extends Message, E, K extends StateMachine<M, E>>
    extends EventSourcedBehavior<EntityCommand, E, K> {

  /** What an actor needs to live. */
  record Setting(
      ActorContext<EntityCommand> context,
      EntityName name,
      ConfiguredAccount account,
      Accounts accounts,
      Time time,
      Post post) {}

  private static final int LARGEST_BATCH = 500;
  private static final int MOST_WAITING = 5_000;
  private static final int STASHED_UNTIL_CONFIGURED = 1_000;
  private static final Duration FIRST_RESTART = Duration.ofMillis(200);
  private static final Duration LAST_RESTART = Duration.ofSeconds(10);

  private final Setting setting;
  private final Class<M> messages;
  private final ArrayDeque<EntityCommand> gathered = new ArrayDeque<>();
  private boolean recovering = true;
  private boolean flushing;
  private Cancellable timer = Cancellable.alreadyCancelled();
  private OptionalLong wakesAt = OptionalLong.empty();
  private long revision;

  MachineBehavior(String kind, Setting setting, Class<M> messages) {
    super(setting.name().persistenceId(kind));
    this.setting = setting;
    this.messages = messages;
    this.revision = setting.account().revision();
  }

  /**
   * An entity that begins when its account is known on this node.
   *
   * @param follows whether a change of the configuration alone is an occasion to do something
   */
  static Behavior<EntityCommand> create(
      EntityName name,
      Accounts accounts,
      Time time,
      ClusterSharding sharding,
      boolean follows,
      Function<Setting, Behavior<EntityCommand>> behavior) {
    Behavior<EntityCommand> begun =
        Behaviors.setup(
            context -> {
              Optional<ConfiguredAccount> current = accounts.current(name.account());
              if (follows || current.isEmpty()) {
                accounts.subscribe(
                    name.account(),
                    context.messageAdapter(
                        AccountChanged.class, changed -> new Configured(changed.account())));
              }
              Post post = new Post(sharding, name.account());
              Function<ConfiguredAccount, Behavior<EntityCommand>> begin =
                  account ->
                      behavior.apply(new Setting(context, name, account, accounts, time, post));
              return current.map(begin).orElseGet(() -> awaitAccount(begin));
            });
    return Behaviors.supervise(begun)
        .onFailure(SupervisorStrategy.restartWithBackoff(FIRST_RESTART, LAST_RESTART, 0.1));
  }

  private static Behavior<EntityCommand> awaitAccount(
      Function<ConfiguredAccount, Behavior<EntityCommand>> begin) {
    return Behaviors.withStash(
        STASHED_UNTIL_CONFIGURED,
        stash ->
            Behaviors.receive(EntityCommand.class)
                .onMessage(
                    Configured.class,
                    configured -> stash.unstashAll(begin.apply(configured.account())))
                .onAnyMessage(
                    command -> {
                      if (stash.isFull()) {
                        refuse(command);
                      } else {
                        stash.stash(command);
                      }
                      return Behaviors.same();
                    })
                .build());
  }

  // --- what differs between entities ---

  abstract K newMachine(ConfiguredAccount account);

  /** Sends that stay with the entity, and what follows each batch; the rest goes by post. */
  void send(Send send) {
    setting.post().deliver(send);
  }

  /** Something that not every entity understands. */
  Outcome<E> run(K machine, EntityCommand command, long now) {
    throw new IllegalStateException("not for this entity: " + command);
  }

  /** Something has happened, and is durable. */
  void afterwards(K machine) {}

  final Setting setting() {
    return setting;
  }

  // --- recovery ---

  @Override
  public final K emptyState() {
    return newMachine(setting.account());
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
        .onSignal(RecoveryCompleted.class, (machine, signal) -> recovered())
        .onSignal(PostStop.class, (machine, signal) -> timer.cancel());
  }

  private void recovered() {
    recovering = false;
    gather(Wake.WAKE);
  }

  // --- commands ---

  @Override
  public final CommandHandler<EntityCommand, E, K> commandHandler() {
    return (machine, command) -> {
      if (command instanceof Flush) {
        return flush(machine);
      }
      boolean repeatable = command instanceof Told || command instanceof Asked;
      if (repeatable && gathered.size() >= MOST_WAITING) {
        refuse(command);
      } else {
        gather(command);
      }
      return Effect().none();
    };
  }

  private void gather(EntityCommand command) {
    gathered.add(command);
    if (!flushing) {
      flushing = true;
      setting.context().getSelf().tell(Flush.FLUSH);
    }
  }

  private static void refuse(EntityCommand command) {
    if (command instanceof Asked asked) {
      asked.replyTo().tell(new Reply.Refused(Reply.Reason.BUSY, "too much is waiting"));
    }
  }

  private Effect<E, K> flush(K machine) {
    List<E> events = new ArrayList<>();
    List<Send> sends = new ArrayList<>();
    if (!(gathered.peek() instanceof Wake)) {
      setting
          .accounts()
          .current(setting.name().account())
          .map(Configured::new)
          .ifPresent(gathered::addFirst);
    }
    for (int i = 0; i < LARGEST_BATCH && !gathered.isEmpty(); i++) {
      Outcome<E> outcome = decide(machine, gathered.remove());
      events.addAll(outcome.events());
      sends.addAll(outcome.sends());
    }
    return Effect()
        .persist(events)
        .thenRun(
            after -> {
              sends.forEach(this::send);
              afterwards(after);
              flushing = !gathered.isEmpty();
              if (flushing) {
                setting.context().getSelf().tell(Flush.FLUSH);
              }
              scheduleTimer(after);
            });
  }

  private Outcome<E> decide(K machine, EntityCommand command) {
    long now = setting.time().now();
    if (command instanceof Told told) {
      return machine.receive(messages.cast(told.message()), Client.NOBODY, now);
    }
    if (command instanceof Asked asked) {
      return machine.receive(messages.cast(asked.message()), new ActorClient(asked.replyTo()), now);
    }
    if (command instanceof Tick) {
      wakesAt = OptionalLong.empty();
      return machine.tick(now);
    }
    if (command instanceof Configured configured) {
      return configure(machine, configured.account(), now);
    }
    if (command instanceof Wake) {
      return machine.wake(now);
    }
    return run(machine, command, now);
  }

  private Outcome<E> configure(K machine, ConfiguredAccount account, long now) {
    if (account.revision() <= revision) {
      return new Outcome<>(List.of(), List.of());
    }
    revision = account.revision();
    return machine.configure(account.policy(), now);
  }

  private void scheduleTimer(K machine) {
    OptionalLong next = machine.nextTimer();
    if (next.equals(wakesAt)) {
      return;
    }
    timer.cancel();
    wakesAt = next;
    next.ifPresent(
        at -> timer = setting.time().wake(at, () -> setting.context().getSelf().tell(Tick.TICK)));
  }
}
