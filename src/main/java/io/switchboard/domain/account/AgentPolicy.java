package io.switchboard.domain.account;

import java.util.List;
import java.util.Optional;

/**
 * One agent's configuration as routing uses it, with the account's defaults applied.
 *
 * @param enabledSince the revision of the document that last enabled the agent; empty when
 *     disabled. A presence that clients set before it does not count
 * @param skills the skills that the agent serves, {@link Account#UNASSIGNED} last; empty when
 *     disabled
 * @param maxConversations at least 0
 */
public record AgentPolicy(
    String id,
    Optional<String> group,
    Optional<Long> enabledSince,
    List<String> skills,
    int maxConversations) {

  /** The policy of an agent that is not in the document. */
  public static AgentPolicy unknown(String id) {
    return new AgentPolicy(id, Optional.empty(), Optional.empty(), List.of(), 0);
  }
}
