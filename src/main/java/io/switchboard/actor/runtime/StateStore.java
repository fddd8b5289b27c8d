package io.switchboard.actor.runtime;

import akka.actor.setup.Setup;
import akka.actor.typed.ActorSystem;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The stored states of the entities of partitions. The journal writes them, together with the
 * events that lead to them. An actor system has one, as part of its setup ({@link Use}).
 */
public interface StateStore {

  /**
   * The states of entities of one kind, by id; an entity that was never stored has none. The stage
   * fails with an {@link java.io.UncheckedIOException} if the stored form of a state cannot be
   * read, and with another exception if the database does not answer.
   */
  CompletionStage<Map<String, Object>> load(String kind, String account, Set<String> ids);

  /** The store of an actor system. */
  static StateStore of(ActorSystem<?> system) {
    return system
        .settings()
        .setup()
        .get(Use.class)
        .orElseThrow(() -> new IllegalStateException("the actor system was given no state store"))
        .store;
  }

  /** The part of an actor system's setup that names its store. */
  final class Use extends Setup {
    private final StateStore store;

    public Use(StateStore store) {
      this.store = store;
    }
  }
}
