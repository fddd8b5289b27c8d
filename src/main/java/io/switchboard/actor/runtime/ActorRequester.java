package io.switchboard.actor.runtime;

import akka.actor.typed.ActorRef;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import java.util.List;
import java.util.Optional;

/**
 * A client that waits for a reply at an actor reference until its deadline. It receives the reply
 * only while this node holds its lease, otherwise a {@code BUSY} refusal.
 */
public record ActorRequester(ActorRef<Reply> replyTo, Deadline deadline, NodeLease lease)
    implements Requester {
  private static final Reply UNSURE =
      new Reply.Refused(
          Reply.Reason.BUSY,
          "Another node may have replaced the node of the entity; repeat the request.");

  /** The latest deadline of these clients; empty if none of them has one. */
  public static Optional<Deadline> latestDeadline(List<Requester> clients) {
    return clients.stream()
        .filter(ActorRequester.class::isInstance)
        .map(client -> ((ActorRequester) client).deadline())
        .reduce(Deadline::later);
  }

  @Override
  public void answer(Reply reply) {
    replyTo.tell(lease.isHeld() ? reply : UNSURE);
  }

  @Override
  public boolean isWaiting() {
    return !deadline.isOver();
  }
}
