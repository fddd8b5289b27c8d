package io.switchboard.domain.conversation;

import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import java.util.ArrayList;
import java.util.List;

/** The clients that wait until their requests to a conversation are completed. */
final class PendingReplies {

  /** A pending reply. The client that started the conversation is answered that it was created. */
  record PendingReply(Requester client, boolean started) {
    Reply reply(Reply.Conversation conversation) {
      return started ? conversation.asCreated() : conversation;
    }
  }

  private List<PendingReply> waiting = new ArrayList<>();
  private List<Requester> takingOver = new ArrayList<>();

  void await(Requester client) {
    waiting.add(new PendingReply(client, false));
  }

  void awaitStart(Requester client) {
    boolean isFirst = waiting.stream().noneMatch(PendingReply::started);
    waiting.add(new PendingReply(client, isFirst));
  }

  /** All waiting clients, except those of a takeover. */
  List<Requester> all() {
    return waiting.stream().map(PendingReply::client).toList();
  }

  /** Removes all waiting clients, except those of a takeover. */
  void dismiss() {
    waiting = new ArrayList<>();
  }

  void awaitTakeover(Requester client) {
    takingOver.add(client);
  }

  /** Removes and returns all pending replies, those of a takeover included. */
  List<PendingReply> takeAll() {
    List<PendingReply> all = waiting;
    takeTakeovers().forEach(client -> all.add(new PendingReply(client, false)));
    waiting = new ArrayList<>();
    return all;
  }

  /** Removes and returns the clients that wait for a takeover. */
  List<Requester> takeTakeovers() {
    List<Requester> all = takingOver;
    takingOver = new ArrayList<>();
    return all;
  }
}
