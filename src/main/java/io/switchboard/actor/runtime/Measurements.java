package io.switchboard.actor.runtime;

import akka.actor.setup.Setup;
import akka.actor.typed.ActorSystem;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.queue.QueueStatistics;
import io.switchboard.domain.statemachine.Invariant;
import java.time.Duration;
import java.util.Optional;

/**
 * Is told what the entities of this node do, after it is durable. Any thread tells; to be told is
 * quick and never fails. An actor system has at most one, as part of its setup ({@link Reference}).
 */
public interface Measurements {

  /** For systems that nobody measures. */
  Measurements NONE = new Measurements() {};

  /** A batch of facts of one entity was written, which took so long. */
  default void written(String kind, int facts, Duration took) {}

  /** An entity knows again all that is durable of it, which took so long since it began. */
  default void recovered(String kind, Duration took) {}

  /** A fact, an event of a machine, holds. It is told once, by the node that wrote it. */
  default void happened(String account, Object fact) {}

  /** This node works with an account, as it may have before. */
  default void serves(String account) {}

  /** How the line of a skill is whose queue this node has. */
  default void line(String account, String skill, QueueStatistics figures) {}

  /** This node does not have the queue of the skill any more. */
  default void queueLeft(String account, String skill) {}

  /**
   * An agent of this node is different now.
   *
   * @param before empty: the agent was not on this node
   * @param now empty: the agent is not on this node any more
   */
  default void agent(
      String account, Optional<AgentStatistics> before, Optional<AgentStatistics> now) {}

  /** What must always hold was found not to. */
  default void violated(String account, Invariant invariant) {}

  /** Those of an actor system. */
  static Measurements of(ActorSystem<?> system) {
    return system.settings().setup().get(Use.class).map(use -> use.measurements).orElse(NONE);
  }

  /** Part of the setup of an actor system: who is told. */
  final class Use extends Setup {
    private final Measurements measurements;

    public Use(Measurements measurements) {
      this.measurements = measurements;
    }
  }
}
