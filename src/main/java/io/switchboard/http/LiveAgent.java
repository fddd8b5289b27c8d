package io.switchboard.http;

import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.protocol.Reply;
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
record LiveAgent(
    String id,
    Presence presence,
    Optional<Instant> presentSince,
    Optional<Instant> leaseExpiresAt,
    int maxConversations,
    double load,
    List<Ringing> ringing,
    List<Assigned> assigned) {

  /** What rings. */
  record Ringing(
      String conversation, String skill, Instant dueAt, Instant offeredAt, Instant expiresAt) {

    static Ringing of(Reply.Rings ring) {
      return new Ringing(
          ring.conversation(),
          ring.skill(),
          Times.at(ring.dueAt()),
          Times.at(ring.offeredAt()),
          Times.at(ring.expiresAt()));
    }
  }

  /** What they have. */
  record Assigned(String conversation, String skill, Instant assignedAt) {

    static Assigned of(Reply.Has has) {
      return new Assigned(has.conversation(), has.skill(), Times.at(has.assignedAt()));
    }
  }

  static LiveAgent of(Reply.Agent agent) {
    return new LiveAgent(
        agent.agent(),
        agent.presence(),
        Times.at(Optional.of(agent.presentSince()).filter(since -> since > 0)),
        Times.at(agent.leaseEndsAt()),
        agent.maxConversations(),
        agent.load(),
        agent.ringing().stream().map(Ringing::of).toList(),
        agent.assigned().stream().map(Assigned::of).toList());
  }
}
