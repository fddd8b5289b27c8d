package io.switchboard.actor.account;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import io.switchboard.actor.runtime.Measurements;
import io.switchboard.actor.runtime.RequestActor;
import io.switchboard.domain.account.configuration.Configuration;
import io.switchboard.domain.dispatch.Cases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps this node's copies of accounts up to date and tells local actors of every change. One per
 * node. It alone writes the copies, so that revisions only go up.
 *
 * <p>A copy is fetched when somebody asks for the account, when a newer revision is announced, and
 * every {@link #COMPARED_EVERY}: an announcement may be lost (the node that made it crashed, or
 * messages between nodes were), and without the comparison this node would route by an old document
 * until the next change. For each account at most one fetch is under way; whoever asks meanwhile
 * shares the next one.
 */
final class AccountReplica extends AbstractBehavior<AccountReplica.Command> {
  static final Duration COMPARED_EVERY = Duration.ofSeconds(30);
  private static final Duration RETRIED_AFTER = Duration.ofSeconds(1);

  sealed interface Command {}

  /** Replies with the account as it is after now, or with an error when it does not answer. */
  record Refresh(String account, ActorRef<StatusReply<Optional<ConfiguredAccount>>> replyTo)
      implements Command {}

  /** Tells the subscriber of the account now and after every change. */
  record Subscribe(String account, ActorRef<AccountUpdate> subscriber) implements Command {}

  private record Unsubscribe(String account, ActorRef<AccountUpdate> subscriber)
      implements Command {}

  private record Announced(AccountRevisionAnnouncement announced) implements Command {}

  private record Arrived(String account, Optional<Configuration> other) implements Command {}

  private record Missed(String account, Throwable cause) implements Command {}

  private record Retry(String account) implements Command {}

  private record Compare() implements Command {}

  /** What is known of one account, and who waits for what. */
  private static final class Copy {
    private final Set<ActorRef<AccountUpdate>> subscribers = new LinkedHashSet<>();
    private List<ActorRef<StatusReply<Optional<ConfiguredAccount>>>> served = new ArrayList<>();
    private List<ActorRef<StatusReply<Optional<ConfiguredAccount>>>> waiting = new ArrayList<>();
    private boolean fetching;
    private boolean again;
  }

  private static final Cases<AccountReplica, Command, Void> HANDLERS =
      Cases.<AccountReplica, Command, Void>of(Command.class)
          .run(Refresh.class, AccountReplica::refresh)
          .run(Subscribe.class, AccountReplica::subscribe)
          .run(Unsubscribe.class, AccountReplica::unsubscribe)
          .run(Announced.class, AccountReplica::announced)
          .run(Arrived.class, AccountReplica::arrived)
          .run(Missed.class, AccountReplica::missed)
          .run(Retry.class, AccountReplica::retry)
          .run(Compare.class, (replica, compare) -> replica.copies.forEach(replica::fetch))
          .complete();

  private final Function<String, RecipientRef<AccountEntity.Command>> entities;
  private final ConcurrentMap<String, ConfiguredAccount> known;
  private final Duration timeout;
  private final TimerScheduler<Command> timers;
  private final Map<String, Copy> copies = new HashMap<>();

  private AccountReplica(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Function<String, RecipientRef<AccountEntity.Command>> entities,
      ConcurrentMap<String, ConfiguredAccount> known,
      Duration timeout) {
    super(context);
    this.timers = timers;
    this.entities = entities;
    this.known = known;
    this.timeout = timeout;
    timers.startTimerWithFixedDelay(new Compare(), COMPARED_EVERY);
  }

  /**
   * The replica.
   *
   * @param entities the entity of each account
   * @param subscribeTo is given the actor that wants to hear every announcement
   * @param known where the copies are kept; only read by others
   * @param timeout how long an entity may take to answer
   */
  static Behavior<Command> create(
      Function<String, RecipientRef<AccountEntity.Command>> entities,
      Consumer<ActorRef<AccountRevisionAnnouncement>> subscribeTo,
      ConcurrentMap<String, ConfiguredAccount> known,
      Duration timeout) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  subscribeTo.accept(
                      context.messageAdapter(AccountRevisionAnnouncement.class, Announced::new));
                  return new AccountReplica(context, timers, entities, known, timeout);
                }));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onAnyMessage(
            command -> {
              HANDLERS.apply(this, command);
              return this;
            })
        .build();
  }

  private void refresh(Refresh refresh) {
    Copy copy = copy(refresh.account());
    copy.waiting.add(refresh.replyTo());
    fetch(refresh.account(), copy);
  }

  private void subscribe(Subscribe subscribe) {
    getContext()
        .watchWith(
            subscribe.subscriber(), new Unsubscribe(subscribe.account(), subscribe.subscriber()));
    Copy copy = copy(subscribe.account());
    copy.subscribers.add(subscribe.subscriber());
    ConfiguredAccount current = known.get(subscribe.account());
    if (current == null) {
      fetch(subscribe.account(), copy);
    } else {
      subscribe.subscriber().tell(new AccountUpdate(current));
    }
  }

  private void unsubscribe(Unsubscribe left) {
    Copy copy = copies.get(left.account());
    if (copy != null) {
      copy.subscribers.remove(left.subscriber());
      forgetIfUseless(left.account(), copy);
    }
  }

  private void announced(Announced message) {
    AccountRevisionAnnouncement announced = message.announced();
    Copy copy = copies.get(announced.account());
    if (copy != null && announced.revision() > revision(announced.account())) {
      fetch(announced.account(), copy);
    }
  }

  private void retry(Retry retry) {
    Copy copy = copies.get(retry.account());
    if (copy != null && !copy.fetching) {
      fetch(retry.account(), copy);
    }
  }

  private void arrived(Arrived arrived) {
    String account = arrived.account();
    Copy copy = copies.get(account);
    arrived
        .other()
        .filter(other -> other.revision() > revision(account))
        .ifPresent(newer -> changed(ConfiguredAccount.of(account, newer), copy));
    StatusReply<Optional<ConfiguredAccount>> reply =
        StatusReply.success(Optional.ofNullable(known.get(account)));
    copy.served.forEach(waiter -> waiter.tell(reply));
    done(account, copy);
  }

  private void missed(Missed missed) {
    Copy copy = copies.get(missed.account());
    copy.served.forEach(waiter -> waiter.tell(StatusReply.error(missed.cause())));
    if (!copy.subscribers.isEmpty()) {
      timers.startSingleTimer(new Retry(missed.account()), RETRIED_AFTER);
    }
    done(missed.account(), copy);
  }

  private void changed(ConfiguredAccount account, Copy copy) {
    known.put(account.account(), account);
    Measurements.of(getContext().getSystem()).serves(account.account());
    copy.subscribers.forEach(subscriber -> subscriber.tell(new AccountUpdate(account)));
  }

  /** Fetches the account, or sees to it that it is fetched once more after the fetch under way. */
  private void fetch(String account, Copy copy) {
    if (copy.fetching) {
      copy.again = true;
      return;
    }
    copy.fetching = true;
    copy.again = false;
    copy.served = copy.waiting;
    copy.waiting = new ArrayList<>();
    getContext()
        .spawnAnonymous(
            RequestActor.ask(
                AccountEntity.Fetched.class,
                replyTo ->
                    entities
                        .apply(account)
                        .tell(new AccountEntity.Fetch(revision(account), replyTo)),
                timeout,
                fetched -> getContext().getSelf().tell(new Arrived(account, fetched.other())),
                failure -> getContext().getSelf().tell(new Missed(account, failure))));
  }

  private void done(String account, Copy copy) {
    copy.fetching = false;
    if (copy.again) {
      fetch(account, copy);
    } else {
      forgetIfUseless(account, copy);
    }
  }

  /** Keeps nothing for accounts that do not exist and that nobody waits for. */
  private void forgetIfUseless(String account, Copy copy) {
    if (!copy.fetching && copy.subscribers.isEmpty() && !known.containsKey(account)) {
      copies.remove(account);
    }
  }

  private long revision(String account) {
    return Optional.ofNullable(known.get(account)).map(ConfiguredAccount::revision).orElse(0L);
  }

  private Copy copy(String account) {
    return copies.computeIfAbsent(account, any -> new Copy());
  }
}
