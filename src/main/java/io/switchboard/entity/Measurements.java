package io.switchboard.entity;

import akka.actor.setup.Setup;
import akka.actor.typed.ActorSystem;
import java.time.Duration;

/**
 * Is told what the entities of this node do, after it is durable. Any thread tells; to be told is
 * quick and never fails. An actor system has at most one, as part of its setup ({@link Use}).
 */
public interface Measurements {

  /** For systems that nobody measures. */
  Measurements NONE = new Measurements() {};

  /** A batch of facts of one entity was written, which took so long. */
  default void written(String kind, int facts, Duration took) {}

  /** A fact, an event of a machine, holds. It is told once, by the node that wrote it. */
  default void happened(String account, Object fact) {}

  /** So many wait for a skill whose queue this node has. */
  default void waiting(String account, String skill, int conversations) {}

  /** This node does not have the queue of the skill any more. */
  default void queueLeft(String account, String skill) {}

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
