package io.switchboard.domain.consumer;

import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of a consumer.
 *
 * @param previousAgents who had conversations with this consumer, the most recent first, each once,
 *     at most {@link #REMEMBERED}
 * @param conversations how many this consumer has begun
 */
public record Consumer(List<String> previousAgents, long conversations) {

  /** How many agents are remembered. */
  public static final int REMEMBERED = 16;

  /** A consumer who has never written. */
  public static final Consumer NEW = new Consumer(List.of(), 0);

  public Consumer {
    previousAgents = List.copyOf(previousAgents);
  }

  /** After this consumer began a conversation. */
  public Consumer began() {
    return new Consumer(previousAgents, conversations + 1);
  }

  /** After a conversation of this consumer was assigned to an agent. */
  public Consumer servedBy(String agent) {
    if (!previousAgents.isEmpty() && previousAgents.get(0).equals(agent)) {
      return this;
    }
    List<String> agents = new ArrayList<>(REMEMBERED);
    agents.add(agent);
    previousAgents.stream()
        .filter(previous -> !previous.equals(agent))
        .limit(REMEMBERED - 1L)
        .forEach(agents::add);
    return new Consumer(agents, conversations);
  }
}
