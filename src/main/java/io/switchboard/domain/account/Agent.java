package io.switchboard.domain.account;

import java.util.List;
import java.util.Optional;

/**
 * A person who takes conversations.
 *
 * @param group empty: the agent gets no conversations of skills with a distribution
 * @param maxConversations empty: the account's maximum
 * @param enabled false: the agent stays in the document but does not take part in routing
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

  /** Whether the agent takes part in routing; true unless the document disables it. */
  public boolean takesPart() {
    return enabled.orElse(true);
  }
}
