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
  private List<Client> takingOver = new ArrayList<>();

  void await(Client client) {
    waiting.add(new Visitor(client, false));
  }

  void awaitBeginning(Client client) {
    boolean began = waiting.stream().noneMatch(Visitor::began);
    waiting.add(new Visitor(client, began));
  }

  /** All who wait for it. */
  List<Client> all() {
    return waiting.stream().map(Visitor::client).toList();
  }

  /** They are not waited for any more. */
  void dismiss() {
    waiting = new ArrayList<>();
  }

  void awaitTakeover(Client client) {
    takingOver.add(client);
  }

  /** All who wait, now that it has settled. */
  List<Visitor> welcome() {
    List<Visitor> all = waiting;
    leaveTakeover().forEach(client -> all.add(new Visitor(client, false)));
    waiting = new ArrayList<>();
    return all;
  }

  /** Those who wait for a takeover that came to nothing. */
  List<Client> leaveTakeover() {
    List<Client> all = takingOver;
    takingOver = new ArrayList<>();
    return all;
  }
}
