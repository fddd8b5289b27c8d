package io.switchboard.domain.machine;

import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.Reply;
import java.util.ArrayList;
import java.util.List;

/** The clients who wait until what they asked of a conversation has settled. */
final class Visitors {

  /** One who waits; the one who began it is told so. */
  record Visitor(Client client, boolean began) {
    Reply tell(Reply.Conversation conversation) {
      return began ? conversation.asCreated() : conversation;
    }
  }

  private List<Visitor> waiting = new ArrayList<>();

  void await(Client client) {
    waiting.add(new Visitor(client, false));
  }

  void awaitBeginning(Client client) {
    boolean began = waiting.stream().noneMatch(Visitor::began);
    waiting.add(new Visitor(client, began));
  }

  List<Visitor> welcome() {
    List<Visitor> all = waiting;
    waiting = new ArrayList<>();
    return all;
  }

  List<Client> leave() {
    return welcome().stream().map(Visitor::client).toList();
  }
}
