package io.switchboard.domain.routing;

import io.switchboard.domain.account.AgentPolicy;
import java.util.LinkedHashSet;
import java.util.Set;

/** An agent of the naive centre. */
final class Desk {
  final AgentPolicy agent;
  Presence presence = Presence.OFFLINE;
  int maximum;
  long idleSince = Long.MIN_VALUE;
  final Set<Chat> hands = new LinkedHashSet<>();

  /** The number of the last call that changed presence or capacity. */
  int changedInCall;

  Desk(AgentPolicy agent) {
    this.agent = agent;
    this.maximum = agent.maxConversations();
  }

  String id() {
    return agent.id();
  }

  boolean isOnline() {
    return presence == Presence.ONLINE;
  }
}
