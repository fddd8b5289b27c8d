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
 * Has the database refuse every life of a node that is declared dead, as soon as this node hears of
 * it; what it had begins elsewhere only {@code down-removal-margin} after that. A node that was
 * frozen, or cut off from the others but not from the database, does not know yet that it is
 * counted as dead, and would otherwise go on with what others have by now.
 */
final class NodeFencingListener {
  private static final String ROLE = "life-";

  private NodeFencingListener() {}

  /** The role by which the others know this life of a node. */
  static String role(String life) {
    return ROLE + life;
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
                      life(downed.member()).ifPresent(database::expel);
                    }
                    return Behaviors.same();
                  })
              .build();
        });
  }

  private static Optional<String> life(Member member) {
    return member.getRoles().stream()
        .filter(role -> role.startsWith(ROLE))
        .map(role -> role.substring(ROLE.length()))
        .findAny();
  }
}
