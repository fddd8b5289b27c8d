package io.switchboard.actor.runtime;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Until when the writes of this node's entities must be committed that are under way for the sake
 * of a client: a write may wait for the database longer than the client waits for the answer. An
 * entity has at most one write under way. The journal asks just before it commits.
 */
public final class WriteDeadlines implements Extension {

  /**
   * For how long after its deadline a command's caller still waits: so long a commit may take, and
   * its answer.
   */
  public static final Duration COMMIT_WITHIN = Duration.ofSeconds(1);

  private static final ExtensionId<WriteDeadlines> ID =
      new ExtensionId<>() {
        @Override
        public WriteDeadlines createExtension(ActorSystem<?> system) {
          return new WriteDeadlines();
        }
      };

  private final ConcurrentMap<String, Deadline> deadlines = new ConcurrentHashMap<>();

  /** Those of an actor system. */
  public static WriteDeadlines of(ActorSystem<?> system) {
    return system.registerExtension(ID);
  }

  /**
   * The entity begins a write.
   *
   * @param deadline empty when no client asked for any of it
   */
  public void begins(String persistenceId, Optional<Deadline> deadline) {
    deadline.ifPresentOrElse(
        until -> deadlines.put(persistenceId, until), () -> deadlines.remove(persistenceId));
  }

  /**
   * The write of the entity has succeeded. One of which its entity knows that it failed may still
   * wait for the database, and is not committed late either.
   */
  public void ended(String persistenceId) {
    deadlines.remove(persistenceId);
  }

  /** Whether the write of the entity that is under way must not be committed any more. */
  public boolean isOver(String persistenceId) {
    Deadline until = deadlines.get(persistenceId);
    return until != null && until.isOver();
  }
}
