package io.switchboard.actor;

import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.StateStore;
import io.switchboard.actor.serialization.StateCodec;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.partition.PartitionWrite;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The states of entities of partitions, serialized, in memory. */
final class CommittedStates implements StateStore {
  private static final Map<String, StateCodec<?>> CODECS =
      Map.of(
          EntityKinds.CONVERSATION, new StateCodec<>(ConversationState.class),
          EntityKinds.CONSUMER, new StateCodec<>(ConsumerRecorded.class));

  private record Key(String kind, String account, String id) {}

  private final Map<Key, byte[]> rows = new ConcurrentHashMap<>();
  private final AtomicInteger loads = new AtomicInteger();
  private volatile Optional<RuntimeException> failing = Optional.empty();

  /** Commits the states of a write of the partition with this persistence id. */
  void commit(String persistenceId, PartitionWrite write) {
    String kind = persistenceId.substring(0, persistenceId.indexOf('|'));
    String account = EntityName.parse(persistenceId.substring(kind.length() + 1)).account();
    write
        .states()
        .forEach((id, state) -> rows.put(new Key(kind, account, id), written(kind, state)));
    write.removed().forEach(id -> rows.remove(new Key(kind, account, id)));
  }

  @SuppressWarnings("unchecked")
  private static byte[] written(String kind, Object state) {
    return ((StateCodec<Object>) CODECS.get(kind)).compress(state);
  }

  /** How often states were loaded. */
  int loads() {
    return loads.get();
  }

  /** Fails all reads until {@link #recover}. */
  void failWith(RuntimeException failure) {
    failing = Optional.of(failure);
  }

  void recover() {
    failing = Optional.empty();
  }

  @Override
  public CompletionStage<Map<String, Object>> load(String kind, String account, Set<String> ids) {
    loads.incrementAndGet();
    Optional<RuntimeException> failure = failing;
    if (failure.isPresent()) {
      return CompletableFuture.failedFuture(failure.get());
    }
    Map<String, Object> states = new HashMap<>();
    for (String id : ids) {
      byte[] row = rows.get(new Key(kind, account, id));
      if (row != null) {
        states.put(id, CODECS.get(kind).read(row));
      }
    }
    return CompletableFuture.completedFuture(states);
  }
}
