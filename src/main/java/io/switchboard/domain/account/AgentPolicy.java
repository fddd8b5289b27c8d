package io.switchboard.domain.account;

import java.util.List;
import java.util.Optional;

/**
 * What routing asks of one agent, with the account's defaults applied.
 *
 * @param skills those that the agent serves, {@link Account#UNASSIGNED} last; none when disabled
 * @param maxConversations at least 0
 */
public record AgentPolicy(
    String id, Optional<String> group, List<String> skills, int maxConversations) {}
