package io.switchboard.actor.runtime;

import akka.actor.setup.Setup;
import akka.actor.typed.ActorSystem;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.queue.QueueStatistics;
import io.switchboard.domain.statemachine.Invariant;
import java.time.Duration;
import java.util.Optional;

/**
 * Observer of the entities of this node, called after their changes are durable. Any thread may
 * call it; a call is quick and never fails. An actor system has at most one, as part of its setup
 * ({@link Use}).
 */
public interface Measurements {

  /** The observer of a system without measurements; it ignores each call. */
  Measurements NONE = new Measurements() {};

  /** A batch of events of one entity was written in this time. */
  default void written(String kind, int events, Duration took) {}

  /** An entity has recovered, this time after its actor was created. */
  default void recovered(String kind, Duration took) {}

  /** An event of a state machine is durable. Only the node that wrote it reports it, once. */
  default void stored(String account, Object event) {}

  /** This node uses an account; may be called repeatedly. */
  default void usesAccount(String account) {}

  /** The statistics of a skill's queue on this node. */
  default void queue(String account, String skill, QueueStatistics figures) {}

  /** This node no longer runs the queue of the skill. */
  default void queueLeft(String account, String skill) {}

  /** The statistics of an agent on this node have changed; empty: it is not on this node. */
  default void agent(
      String account, Optional<AgentStatistics> before, Optional<AgentStatistics> now) {}

  /** This number of closed conversations was removed because their retention time was over. */
  default void expired(String account, int conversations) {}

  /** An invariant is violated. */
  default void violated(String account, Invariant invariant) {}

  /** The observer of an actor system; {@link #NONE} when its setup contains none. */
  static Measurements of(ActorSystem<?> system) {
    return system.settings().setup().get(Use.class).map(use -> use.measurements).orElse(NONE);
  }

  /** The part of an actor system's setup that names its observer. */
  final class Use extends Setup {
    private final Measurements measurements;

    public Use(Measurements measurements) {
      this.measurements = measurements;
    }
  }
}
