package io.switchboard.http.view;

import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Presence;
import io.switchboard.http.request.TimeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Current status of an agent.
 *
 * @param presentSince the time of the last change of presence; empty if the agent was never online
 * @param maxConversations the limit that applies, the agent's own or the account's
 * @param load the used part of the capacity; 1 is full, and more is possible
 */
public record AgentStatusView(
    String id,
    Presence presence,
    Optional<Instant> presentSince,
    Optional<Instant> leaseExpiresAt,
    int maxConversations,
    double load,
    List<Ringing> ringing,
    List<Assigned> assigned) {

  /** A ringing offer. */
  public record Ringing(
      String conversation, String skill, Instant dueAt, Instant offeredAt, Instant expiresAt) {

    static Ringing of(Reply.RingingConversation ring) {
      return new Ringing(
          ring.conversation(),
          ring.skill(),
          TimeFormat.at(ring.dueAt()),
          TimeFormat.at(ring.offeredAt()),
          TimeFormat.at(ring.expiresAt()));
    }
  }

  /** An assigned conversation. */
  public record Assigned(String conversation, String skill, Instant assignedAt) {

    static Assigned of(Reply.AssignedConversation has) {
      return new Assigned(has.conversation(), has.skill(), TimeFormat.at(has.assignedAt()));
    }
  }

  public static AgentStatusView of(Reply.AgentStatus agent) {
    return new AgentStatusView(
        agent.agent(),
        agent.presence(),
        TimeFormat.at(Optional.of(agent.presentSince()).filter(since -> since > 0)),
        TimeFormat.at(agent.leaseEndsAt()),
        agent.maxConversations(),
        agent.load(),
        agent.ringing().stream().map(Ringing::of).toList(),
        agent.assigned().stream().map(Assigned::of).toList());
  }
}
