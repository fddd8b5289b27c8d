package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.StoredEntityReader;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Answers queries to queues and agents that are not loaded from their stored state, so that a query
 * writes nothing. It reads nothing for an entity that has replied recently, because that entity is
 * loaded.
 */
final class StoredEntityQueries {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private interface ReaderFactory<M> {
    Behavior<StoredEntityReader.Query<M>> of(
        EntityName name, ConfiguredAccount account, EntityClock time);
  }

  /** A kind of entity; an entity counts as loaded for this many nanoseconds after a reply. */
  private record Kind<M>(String name, ReaderFactory<M> reader, long staysLoaded) {}

  // A queue that has started is always loaded.
  private static final Kind<QueueMessage> QUEUES =
      new Kind<>(QueueEntity.KEY.name(), QueueEntity::storedReader, Long.MAX_VALUE / 2);

  // Less than the time until an agent passivates.
  private static final Kind<AgentMessage> AGENTS =
      new Kind<>(
          AgentEntity.KEY.name(), AgentEntity::storedReader, Duration.ofMinutes(1).toNanos());

  private static final int MOST_KNOWN = 20_000;

  private final ActorSystem<?> system;
  private final Accounts accounts;
  private final EntityClock time;
  private final Map<String, Long> loadedUntil =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
              return size() > MOST_KNOWN;
            }
          });

  StoredEntityQueries(ActorSystem<?> system, Accounts accounts, EntityClock time) {
    this.system = system;
    this.accounts = accounts;
    this.time = time;
  }

  /** The answer of a queue; from the stored state if the queue has never started. */
  CompletionStage<Reply> askQueue(
      EntityName name, QueueMessage message, Supplier<CompletionStage<Reply>> entity) {
    return ask(QUEUES, name, message, entity);
  }

  /** The answer of an agent; from the stored state if offline without reservations. */
  CompletionStage<Reply> askAgent(
      EntityName name, AgentMessage message, Supplier<CompletionStage<Reply>> entity) {
    return ask(AGENTS, name, message, entity);
  }

  private <M extends Message> CompletionStage<Reply> ask(
      Kind<M> kind, EntityName name, M message, Supplier<CompletionStage<Reply>> entity) {
    String id = kind.name() + name.entityId();
    return stored(id, name, message, kind.reader())
        .thenCompose(
            stored ->
                stored
                    .<CompletionStage<Reply>>map(CompletableFuture::completedFuture)
                    .orElseGet(
                        () ->
                            entity
                                .get()
                                .thenApply(
                                    reply -> {
                                      loadedUntil.put(id, System.nanoTime() + kind.staysLoaded());
                                      return reply;
                                    })));
  }

  private <M extends Message> CompletionStage<Optional<Reply>> stored(
      String id, EntityName name, M message, ReaderFactory<M> factory) {
    Optional<ConfiguredAccount> account = accounts.current(name.account());
    if (account.isEmpty() || isLoaded(id) || message instanceof AgentMessage.SetPresence) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    ActorRef<StoredEntityReader.Query<M>> reader =
        system.systemActorOf(
            factory.of(name, account.get(), time),
            "stored-reader-" + UUID.randomUUID(),
            Props.empty());
    CompletionStage<StoredEntityReader.Answer> answer =
        AskPattern.ask(
            reader,
            replyTo -> new StoredEntityReader.Query<>(message, replyTo),
            TIMEOUT,
            system.scheduler());
    return answer.thenApplyAsync(StoredEntityReader.Answer::reply, system.executionContext());
  }

  private boolean isLoaded(String entity) {
    Long until = loadedUntil.get(entity);
    return until != null && until - System.nanoTime() > 0;
  }
}
