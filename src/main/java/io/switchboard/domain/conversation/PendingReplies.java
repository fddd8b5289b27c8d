package io.switchboard.domain.conversation;

import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import java.util.ArrayList;
import java.util.List;

/** The clients who wait until what they asked of a conversation has settled. */
final class PendingReplies {

  /** One who waits; the one who began it is told so. */
  record Visitor(Requester client, boolean began) {
    Reply tell(Reply.Conversation conversation) {
      return began ? conversation.asCreated() : conversation;
    }
  }

  private List<Visitor> waiting = new ArrayList<>();
  private List<Requester> takingOver = new ArrayList<>();

  void await(Requester client) {
    waiting.add(new Visitor(client, false));
  }

  void awaitBeginning(Requester client) {
    boolean began = waiting.stream().noneMatch(Visitor::began);
    waiting.add(new Visitor(client, began));
  }

  /** All who wait for it. */
  List<Requester> all() {
    return waiting.stream().map(Visitor::client).toList();
  }

  /** They are not waited for any more. */
  void dismiss() {
    waiting = new ArrayList<>();
  }

  void awaitTakeover(Requester client) {
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
  List<Requester> leaveTakeover() {
    List<Requester> all = takingOver;
    takingOver = new ArrayList<>();
    return all;
  }
}
