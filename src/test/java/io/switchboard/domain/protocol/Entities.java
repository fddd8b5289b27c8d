package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.consumer.ConsumerMachine;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.protocol.Node.Species;
import io.switchboard.domain.queue.QueueMachine;
import io.switchboard.domain.queue.QueueState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** All entities of one account. */
final class Entities {
  private final Map<String, Node<ConversationMessage, ConversationEvent, ConversationMachine>>
      conversations = new LinkedHashMap<>();
  private final Map<String, QueueNode> queues = new LinkedHashMap<>();
  private final Map<String, Node<AgentMessage, AgentEvent, AgentMachine>> agents =
      new LinkedHashMap<>();
  private final Map<
          String, Node<ConsumerMessage, ConsumerMachine.ConsumerRecorded, ConsumerMachine>>
      consumers = new LinkedHashMap<>();
  private final List<Node<?, ?, ?>> all = new ArrayList<>();
  private final Species<QueueMachine> queueSpecies;
  private final Species<AgentMachine> agentSpecies;

  /**
   * An empty fleet.
   *
   * @param longestLine how many conversations may wait in each queue
   * @param desktops receives the notifications of each agent
   */
  Entities(int longestLine, BiConsumer<String, AgentNotification> desktops) {
    this.queueSpecies = queues(longestLine);
    this.agentSpecies = agents(desktops);
  }

  /** The entity of this address, if it was ever created. */
  Optional<Node<?, ?, ?>> find(Address address) {
    return Optional.ofNullable(
        switch (address.kind()) {
          case CONVERSATION -> conversations.get(address.id());
          case QUEUE -> queues.get(address.id());
          case AGENT -> agents.get(address.id());
          case CONSUMER -> consumers.get(address.id());
        });
  }

  /** A new entity without a machine yet. */
  Node<?, ?, ?> found(Address address) {
    Node<?, ?, ?> founded =
        switch (address.kind()) {
          case CONVERSATION -> put(conversations, new Node<>(address, CONVERSATION));
          case QUEUE -> put(queues, new QueueNode(address, queueSpecies));
          case AGENT -> put(agents, new Node<>(address, agentSpecies));
          case CONSUMER -> put(consumers, new Node<>(address, CONSUMER));
        };
    all.add(founded);
    return founded;
  }

  private static <N extends Node<?, ?, ?>> N put(Map<String, N> nodes, N node) {
    nodes.put(node.address().id(), node);
    return node;
  }

  List<Node<?, ?, ?>> all() {
    return all;
  }

  Collection<Node<ConversationMessage, ConversationEvent, ConversationMachine>> conversations() {
    return conversations.values();
  }

  Collection<QueueNode> queues() {
    return queues.values();
  }

  Collection<Node<AgentMessage, AgentEvent, AgentMachine>> agents() {
    return agents.values();
  }

  /** The stored state of a conversation; empty before its start. */
  Optional<ConversationState> conversation(String id) {
    return Optional.ofNullable(conversations.get(id)).flatMap(node -> node.machine().state());
  }

  Optional<QueueMachine> queue(String skill) {
    return Optional.ofNullable(queues.get(skill)).map(Node::machine);
  }

  Optional<AgentMachine> agent(String id) {
    return Optional.ofNullable(agents.get(id)).map(Node::machine);
  }

  // --- creation ---

  private static final Species<ConversationMachine> CONVERSATION =
      species(
          ConversationMachine::new,
          machine -> {
            Optional<ConversationState> state = machine.state();
            return fresh -> state.ifPresent(fresh::restore);
          });

  private Species<QueueMachine> queues(int longestLine) {
    return species(
        (skill, policy) -> {
          QueueMachine machine =
              new QueueMachine(
                  skill, policy, message -> queues.get(skill).tellDistributor(message));
          machine.admitAtMost(longestLine);
          return machine;
        },
        machine -> {
          QueueState snapshot = machine.snapshot();
          return fresh -> fresh.restore(snapshot);
        });
  }

  private static Species<AgentMachine> agents(BiConsumer<String, AgentNotification> desktops) {
    return species(
        (id, policy) -> new AgentMachine(id, policy, shown -> desktops.accept(id, shown)),
        machine -> {
          AgentState memory = machine.state();
          return fresh -> fresh.restore(memory);
        });
  }

  private static final Species<ConsumerMachine> CONSUMER =
      species(
          (id, policy) -> new ConsumerMachine(),
          machine -> {
            ConsumerMachine.ConsumerRecorded remembered = machine.snapshot();
            return fresh -> fresh.apply(remembered);
          });

  private static <S> Species<S> species(
      BiFunction<String, AccountPolicy, S> birth, Function<S, Consumer<S>> memento) {
    return new Species<>() {
      @Override
      public S birth(String id, AccountPolicy policy) {
        return birth.apply(id, policy);
      }

      @Override
      public Consumer<S> memento(S machine) {
        return memento.apply(machine);
      }
    };
  }
}
