package io.switchboard.server;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberDowned;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import io.switchboard.server.database.Database;
import java.util.Optional;

/**
 * Listener that fences downed nodes: as soon as this node receives the event that a member was
 * downed, the database refuses the writes of that incarnation. Its entities start elsewhere only
 * {@code down-removal-margin} later. Without the fencing a node that was frozen, or cut off from
 * the other nodes but not from the database, would continue to write for entities that other nodes
 * have taken over.
 */
final class NodeFencingListener {
  private static final String ROLE = "incarnation-";

  private NodeFencingListener() {}

  /** Returns the cluster role by which other nodes recognise this incarnation of a node. */
  static String role(String incarnation) {
    return ROLE + incarnation;
  }

  static Behavior<MemberDowned> create(Database database) {
    return Behaviors.setup(
        context -> {
          Cluster cluster = Cluster.get(context.getSystem());
          cluster.subscriptions().tell(Subscribe.create(context.getSelf(), MemberDowned.class));
          return Behaviors.receive(MemberDowned.class)
              .onMessage(
                  MemberDowned.class,
                  downed -> {
                    if (!downed.member().equals(cluster.selfMember())) {
                      incarnation(downed.member()).ifPresent(database::fence);
                    }
                    return Behaviors.same();
                  })
              .build();
        });
  }

  private static Optional<String> incarnation(Member member) {
    return member.getRoles().stream()
        .filter(role -> role.startsWith(ROLE))
        .map(role -> role.substring(ROLE.length()))
        .findAny();
  }
}
