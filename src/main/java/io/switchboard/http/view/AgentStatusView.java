package io.switchboard.http.view;

import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Presence;
import io.switchboard.http.request.TimeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an agent is now.
 *
 * @param presentSince empty when they never said that they were there
 * @param maxConversations what counts, be it the agent's own or the account's
 * @param load 1 is full; more is possible
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

  /** What rings. */
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

  /** What they have. */
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
