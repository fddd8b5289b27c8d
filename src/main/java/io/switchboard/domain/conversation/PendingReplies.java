package io.switchboard.domain.conversation;

import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import java.util.ArrayList;
import java.util.List;

/** The clients that wait until their requests to a conversation are completed. */
final class PendingReplies {

  /** A pending reply. The client that started the conversation is answered that it was created. */
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

  /** All waiting clients, except those of a takeover. */
  List<Requester> all() {
    return waiting.stream().map(Visitor::client).toList();
  }

  /** Removes all waiting clients, except those of a takeover. */
  void dismiss() {
    waiting = new ArrayList<>();
  }

  void awaitTakeover(Requester client) {
    takingOver.add(client);
  }

  /** Removes and returns all pending replies, those of a takeover included. */
  List<Visitor> welcome() {
    List<Visitor> all = waiting;
    leaveTakeover().forEach(client -> all.add(new Visitor(client, false)));
    waiting = new ArrayList<>();
    return all;
  }

  /** Removes and returns the clients that wait for a takeover. */
  List<Requester> leaveTakeover() {
    List<Requester> all = takingOver;
    takingOver = new ArrayList<>();
    return all;
  }
}
