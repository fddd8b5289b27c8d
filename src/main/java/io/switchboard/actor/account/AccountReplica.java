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
 * Updates this node's copies of accounts and notifies local actors of each change. There is one
 * replica on each node. Only it writes the copies, so that revisions only increase.
 *
 * <p>A copy is fetched on request, when a newer revision is announced, and every {@link
 * #COMPARED_EVERY}. An announcement may be lost, by a crash of its node or with other messages
 * between nodes; without the comparison this node would route by an old document until the next
 * change. At most one fetch is under way for each account; requests that arrive meanwhile share the
 * next one.
 */
final class AccountReplica extends AbstractBehavior<AccountReplica.Command> {
  static final Duration COMPARED_EVERY = Duration.ofSeconds(30);
  private static final Duration RETRIED_AFTER = Duration.ofSeconds(1);

  sealed interface Command {}

  /** Replies with an account fetched from now on, or with an error when the fetch times out. */
  record Refresh(String account, ActorRef<StatusReply<Optional<ConfiguredAccount>>> replyTo)
      implements Command {}

  /** Sends the account to the subscriber now and after each change. */
  record Subscribe(String account, ActorRef<AccountUpdate> subscriber) implements Command {}

  private record Unsubscribe(String account, ActorRef<AccountUpdate> subscriber)
      implements Command {}

  private record Announced(AccountRevisionAnnouncement announced) implements Command {}

  private record Arrived(String account, Optional<Configuration> other) implements Command {}

  private record Missed(String account, Throwable cause) implements Command {}

  private record Retry(String account) implements Command {}

  private record Compare() implements Command {}

  /** The subscribers and the pending replies of one account. */
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
   * @param subscribeTo receives the actor to which every announcement must be sent
   * @param known stores the copies; all others only read it
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
    Measurements.of(getContext().getSystem()).usesAccount(account.account());
    copy.subscribers.forEach(subscriber -> subscriber.tell(new AccountUpdate(account)));
  }

  /** Fetches the account now, or once more after the fetch under way. */
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

  /** Removes the entry of an unknown account that has no subscriber and no fetch under way. */
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
