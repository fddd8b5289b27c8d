package io.switchboard.actor.runtime;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The deadlines of this node's writes under way that a client requested: a write may wait for the
 * database longer than the client waits for the answer. An entity has at most one write under way.
 * The journal checks the deadline just before each commit.
 */
public final class WriteDeadlines implements Extension {

  /** How long after its deadline a caller still waits: the time for the commit and the reply. */
  public static final Duration COMMIT_WITHIN = Duration.ofSeconds(1);

  private static final ExtensionId<WriteDeadlines> ID =
      new ExtensionId<>() {
        @Override
        public WriteDeadlines createExtension(ActorSystem<?> system) {
          return new WriteDeadlines();
        }
      };

  private final ConcurrentMap<String, Deadline> deadlines = new ConcurrentHashMap<>();

  /** The deadlines of an actor system. */
  public static WriteDeadlines of(ActorSystem<?> system) {
    return system.registerExtension(ID);
  }

  /** Registers the begin of a write; no deadline if no client requested any part of it. */
  public void begins(String persistenceId, Optional<Deadline> deadline) {
    deadline.ifPresentOrElse(
        until -> deadlines.put(persistenceId, until), () -> deadlines.remove(persistenceId));
  }

  /**
   * Registers the success of an entity's write. A write that the entity regards as failed may still
   * wait for the database; its deadline stays, so that it is not committed late.
   */
  public void ended(String persistenceId) {
    deadlines.remove(persistenceId);
  }

  /** Whether the entity's write under way must not be committed any more. */
  public boolean isOver(String persistenceId) {
    Deadline until = deadlines.get(persistenceId);
    return until != null && until.isOver();
  }
}
