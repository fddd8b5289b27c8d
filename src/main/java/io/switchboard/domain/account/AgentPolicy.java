package io.switchboard.domain.account;

import java.util.List;
import java.util.Optional;

/**
 * What routing asks of one agent, with the account's defaults applied.
 *
 * @param enabledSince the revision of the document by which the agent was last enabled; empty when
 *     disabled. What clients said of their presence before that does not count
 * @param skills those that the agent serves, {@link Account#UNASSIGNED} last; none when disabled
 * @param maxConversations at least 0
 */
public record AgentPolicy(
    String id,
    Optional<String> group,
    Optional<Long> enabledSince,
    List<String> skills,
    int maxConversations) {

  /** An agent that a document does not have. */
  public static AgentPolicy unknown(String id) {
    return new AgentPolicy(id, Optional.empty(), Optional.empty(), List.of(), 0);
  }
}
