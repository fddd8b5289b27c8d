package io.switchboard.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A supervisor: takes conversations over, makes them urgent, and changes percentages. */
final class Supervisor {
  private static final int EVERY = 700;

  private final ClientCalls centre;
  private final Customers customers;
  private final Work work;
  private final Random random;
  private final List<String> agents;
  private volatile boolean interfering = true;

  Supervisor(ClientCalls centre, Customers customers, Work work, long seed, List<String> agents) {
    this.centre = centre;
    this.customers = customers;
    this.work = work;
    this.random = new Random(seed);
    this.agents = agents;
  }

  /** Starts random interventions. */
  void interfere() {
    if (!interfering) {
      return;
    }
    List<String> known = customers.conversations();
    if (!known.isEmpty()) {
      String id = known.get(Math.max(0, known.size() - 1 - random.nextInt(60)));
      switch (random.nextInt(8)) {
        case 0 -> changePercentages();
        case 1, 2 -> centre.makeUrgent(id);
        default -> centre.takeOver(id, agents.get(random.nextInt(agents.size())));
      }
    }
    work.after(TimeUnit.MILLISECONDS.toNanos(EVERY), this::interfere);
  }

  /** Stops the interventions. */
  void rest() {
    interfering = false;
  }

  private void changePercentages() {
    centre
        .look("/skills/sales")
        .filter(Answer::isDone)
        .ifPresent(
            skill -> {
              ObjectNode changed = skill.body().deepCopy();
              JsonNode primary = changed.at("/distribution/primary");
              int percent = 10 * (3 + random.nextInt(5));
              ((ObjectNode) primary.get(0)).put("percent", percent);
              ((ObjectNode) primary.get(1)).put("percent", 100 - percent);
              centre.configure("/skills/sales", skill.tag(), changed.toString());
            });
  }
}
