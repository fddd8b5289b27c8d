package io.switchboard.domain.protocol;

import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationState.Assigned;
import io.switchboard.domain.conversation.ConversationState.Closed;
import io.switchboard.domain.conversation.ConversationState.Waiting;
import io.switchboard.domain.protocol.Address.Kind;
import io.switchboard.domain.queue.QueueInspection;
import io.switchboard.domain.statemachine.Outcome;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that answers to clients are true, and that no client is forgotten. */
final class Answers {
  private final ProtocolSimulator world;
  private final Set<String> acknowledged = new HashSet<>();
  private final Set<String> turnedAway = new HashSet<>();

  /** Clients whose requests the conversations in memory have received and not answered. */
  private final Map<Requester, Node<?, ?, ?>> waiting = new LinkedHashMap<>();

  Answers(ProtocolSimulator world) {
    this.world = world;
  }

  /** Conversations whose start was refused by a full queue. */
  Set<String> turnedAway() {
    return turnedAway;
  }

  /** Conversations whose start was acknowledged. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  /** Called before an entity decides a request. */
  void received(Node<?, ?, ?> node, Requester client) {
    if (node.address().kind() == Kind.CONVERSATION && client != Requester.NONE) {
      waiting.put(client, node);
    }
  }

  /** Called when an actor has lost its memory. */
  void crashed(Actor actor) {
    waiting.values().removeIf(node -> node.actor() == actor);
  }

  /**
   * Called after a turn. A conversation that has a client to answer must have something to send:
   * otherwise it may leave memory.
   */
  void endsTurn(Actor actor) {
    waiting.forEach(
        (client, node) -> {
          if (node.actor() == actor && node.machine().nextTimer().isEmpty()) {
            throw new Broken("%s has nothing to send, but owes %s".formatted(node, client));
          }
        });
  }

  /** Called after each decision; the same batch may have further decisions of the entity. */
  void decided(Outcome<Object> outcome) {
    for (Envelope send : outcome.envelopes()) {
      if (send instanceof Envelope.ToClient to
          && to.client() instanceof Clients.Asked asked
          && to.reply() instanceof Reply.Conversation said
          && !(asked.message() instanceof ConversationMessage.Describe)) {
        isDone(asked, said);
      }
      if (send instanceof Envelope.ToClient to) {
        waiting.remove(to.client());
      }
    }
  }

  private void isDone(Clients.Asked asked, Reply.Conversation said) {
    String id = asked.to().id();
    ConversationState state = world.fleet().conversation(id).orElseThrow();
    boolean inLine =
        world
                .fleet()
                .queue(said.skill())
                .flatMap(queue -> QueueInspection.routingEpochOf(queue, id))
                .orElse(0)
            == said.routingEpoch();
    boolean isTrue =
        switch (said.state()) {
          case WAITING -> state instanceof Waiting && inLine;
          case ASSIGNED -> state instanceof Assigned;
          case CLOSED -> state instanceof Closed;
        };
    boolean isClose = asked.message() instanceof ConversationMessage.Close;
    if (!isTrue || (isClose && said.state() != Reply.State.CLOSED)) {
      throw new Broken(
          "%s was told to be %s, but is %s".formatted(id, said.state(), Watcher.brief(state)));
    }
  }

  /** Called before an answer to a client. */
  void answered(Clients.Asked asked, Reply reply) {
    String id = asked.to().id();
    if (asked.to().kind() == Kind.AGENT) {
      if (asked.message() instanceof AgentMessage.Accept accept
          && reply instanceof Reply.Done
          && !world.watcher().had(id, accept.conversation())) {
        throw new Broken("%s was told to have %s".formatted(id, accept.conversation()));
      }
    } else if (reply instanceof Reply.Refused no && no.reason() == Reply.Reason.BUSY) {
      turnedAway.add(id);
    } else if (reply instanceof Reply.Conversation said
        && !(asked.message() instanceof ConversationMessage.Describe)) {
      isStored(id, said);
      if (asked.message() instanceof ConversationMessage.Start) {
        acknowledged.add(id);
      }
    }
  }

  private void isStored(String id, Reply.Conversation said) {
    Optional<ConversationState> state = world.fleet().conversation(id);
    boolean isStored =
        state.filter(stored -> stored.routingEpoch() >= said.routingEpoch()).isPresent()
            && (said.state() != Reply.State.CLOSED || state.get() instanceof Closed);
    if (!isStored) {
      throw new Broken("%s was told %s, but has %s".formatted(id, said, state.map(Watcher::brief)));
    }
  }
}
