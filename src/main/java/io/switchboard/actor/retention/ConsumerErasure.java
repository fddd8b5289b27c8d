package io.switchboard.actor.retention;

import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import io.switchboard.actor.EntityClient;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.ConversationMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Erases all that is stored about a consumer of an account. Queues and agents forget the closed
 * conversations first, then the partitions remove these, and at last the consumer. So an
 * interrupted erasure can be repeated: the conversations that name what is still to be erased are
 * removed after it.
 */
public final class ConsumerErasure {
  /** How many open conversations an answer names at most. */
  public static final int NAMED = 20;

  private static final int CONVERSATIONS_AT_ONCE = 500;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final ActorSystem<?> system;
  private final StoredRecords records;
  private final EntityClient entities;

  public ConsumerErasure(ActorSystem<?> system, StoredRecords records, EntityClient entities) {
    this.system = system;
    this.records = records;
    this.entities = entities;
  }

  /**
   * Erases a consumer; changes nothing while the consumer has an open conversation. Fails with a
   * {@link TimeoutException} when the erasure is not complete in time; it can be repeated.
   *
   * @return the open conversations, at most {@link #NAMED}; empty: nothing is stored any more
   */
  public CompletionStage<List<String>> erase(String account, String consumer) {
    return new Run(account, consumer, Deadline.in(TIMEOUT)).step();
  }

  /** One erasure: steps until nothing is found any more. */
  private final class Run {
    /** Queues and agents that have replaced their events, and in which traces are still found. */
    private final Set<Address> cut = ConcurrentHashMap.newKeySet();

    private final String account;
    private final String consumer;
    private final Deadline until;

    private Run(String account, String consumer, Deadline until) {
      this.account = account;
      this.consumer = consumer;
      this.until = until;
    }

    private CompletionStage<List<String>> step() {
      return records
          .conversationIds(account, consumer, true, NAMED)
          .thenCompose(
              open -> open.isEmpty() ? eraseClosed() : CompletableFuture.completedFuture(open));
    }

    private CompletionStage<List<String>> again() {
      return until.isOver()
          ? CompletableFuture.failedFuture(new TimeoutException("The erasure is not complete."))
          : Patterns.after(BETWEEN_TRIES, system, this::step);
    }

    private CompletionStage<List<String>> eraseClosed() {
      return records
          .conversationIds(account, consumer, false, CONVERSATIONS_AT_ONCE)
          .thenCompose(
              closed ->
                  records
                      .traces(account, consumer, Set.copyOf(closed))
                      .thenCompose(traces -> erase(closed, traces)));
    }

    /**
     * Removes the traces of these conversations before their rows. A trace that names only the
     * consumer may belong to a conversation that a later step reads, so it is removed last.
     */
    private CompletionStage<List<String>> erase(
        List<String> closed, Map<Address, Set<String>> traces) {
      Map<Address, Set<String>> removable = new HashMap<>(traces);
      if (!closed.isEmpty()) {
        removable.values().removeIf(Set::isEmpty);
      }
      cut.retainAll(removable.keySet());
      return removable.isEmpty()
          ? removeRows(closed)
          : removeTraces(removable).thenCompose(done -> again());
    }

    /**
     * Lets queues and agents forget the conversations. A conversation that a queue still has is
     * loaded by a read, and sends its removal again. An entity replaces its events once: what is
     * found afterwards is the snapshot that is not yet stored, or needs another erasure.
     */
    private CompletionStage<Void> removeTraces(Map<Address, Set<String>> traces) {
      Set<String> traced = new HashSet<>();
      traces.values().forEach(traced::addAll);
      List<CompletionStage<?>> all = new ArrayList<>();
      traced.forEach(id -> all.add(entities.ask(account, id, new ConversationMessage.Describe())));
      traces.forEach(
          (entity, conversations) -> {
            if (!cut.contains(entity)) {
              all.add(forget(entity, conversations));
            }
          });
      return CompletableFuture.allOf(
          all.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    private CompletionStage<Void> forget(Address entity, Set<String> conversations) {
      return entities
          .forget(account, entity, conversations)
          .thenAccept(
              forgotten -> {
                if (forgotten == conversations.size()) {
                  cut.add(entity);
                }
              });
    }

    private CompletionStage<List<String>> removeRows(List<String> closed) {
      if (!closed.isEmpty()) {
        return new Partitions(entities, account).forget(closed).thenCompose(done -> again());
      }
      return records
          .consumer(account, consumer)
          .thenCompose(
              stored ->
                  stored.isEmpty()
                      ? CompletableFuture.completedFuture(List.of())
                      : entities
                          .forget(account, Address.consumer(consumer), Set.of(consumer))
                          .thenCompose(done -> again()));
    }
  }
}
