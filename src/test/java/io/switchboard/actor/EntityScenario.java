package io.switchboard.actor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** One actor system for all tests of a class. */
abstract class EntityScenario {
  static EntityTestKit kit;

  @BeforeAll
  static void start() {
    kit = new EntityTestKit();
  }

  @AfterAll
  static void stop() {
    kit.close();
  }
}
