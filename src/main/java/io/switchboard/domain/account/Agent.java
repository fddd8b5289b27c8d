package io.switchboard.domain.account;

import java.util.List;
import java.util.Optional;

/**
 * Somebody who takes conversations.
 *
 * @param group empty: distributed skills give this agent nothing
 * @param maxConversations empty: the account's
 * @param enabled false keeps the record and routes nothing
 */
public record Agent(
    String id,
    Optional<String> name,
    Optional<String> group,
    List<String> skills,
    Optional<Integer> maxConversations,
    Optional<Boolean> enabled) {

  public Agent {
    skills = List.copyOf(skills);
  }

  /** Whether the agent takes part in routing: so unless the document says otherwise. */
  public boolean takesPart() {
    return enabled.orElse(true);
  }
}
