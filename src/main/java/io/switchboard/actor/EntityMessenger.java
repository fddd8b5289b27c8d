package io.switchboard.actor;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.Envelope;

/** Sends the messages of one account's entities; delivery is not guaranteed. */
record EntityMessenger(ClusterSharding sharding, String account) {

  /** Sends a message to another entity. */
  void deliver(Envelope.ToEntity to) {
    Address address = to.address();
    EntityFactory.entity(sharding, account, address)
        .tell(new EntityCommand.Deliver(address.id(), to.message()));
  }
}
