package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.consumer.ConsumerMachine;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.protocol.Address.Kind;
import io.switchboard.domain.queue.QueueMachine;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** All entities of one account, and the actors that run them. */
final class Entities {
  private final Map<String, Node<ConversationMessage, ConversationEvent, ConversationMachine>>
      conversations = new LinkedHashMap<>();
  private final Map<String, QueueNode> queues = new LinkedHashMap<>();
  private final Map<String, EventSourcedNode<AgentMessage, AgentEvent, AgentMachine>> agents =
      new LinkedHashMap<>();
  private final Map<String, Node<ConsumerMessage, ConsumerRecorded, ConsumerMachine>> consumers =
      new LinkedHashMap<>();
  private final List<Partition<ConversationMessage, ConversationEvent, ConversationMachine>>
      conversationPartitions;
  private final List<Partition<ConsumerMessage, ConsumerRecorded, ConsumerMachine>>
      consumerPartitions;
  private final List<Actor> actors = new ArrayList<>();
  private final int longestLine;
  private final BiConsumer<String, AgentNotification> desktops;

  /**
   * Partitions without entities, and neither queues nor agents.
   *
   * @param longestLine how many conversations may wait in each queue
   * @param desktops receives the notifications of each agent
   * @param stores what stores the states of each partition
   */
  Entities(
      int longestLine,
      BiConsumer<String, AgentNotification> desktops,
      Partition.Layout layout,
      Supplier<StoredStates> stores) {
    this.longestLine = longestLine;
    this.desktops = desktops;
    this.conversationPartitions =
        partitions(Kind.CONVERSATION, layout, ConversationMachine::new, stores);
    this.consumerPartitions =
        partitions(Kind.CONSUMER, layout, (id, policy) -> new ConsumerMachine(), stores);
    actors.addAll(conversationPartitions);
    actors.addAll(consumerPartitions);
  }

  private static <M extends Message, E, S extends StateMachine<M, E>>
      List<Partition<M, E, S>> partitions(
          Kind kind,
          Partition.Layout layout,
          BiFunction<String, AccountPolicy, S> birth,
          Supplier<StoredStates> stores) {
    return IntStream.range(0, layout.count())
        .mapToObj(number -> new Partition.Place(kind, number, layout))
        .map(place -> new Partition<>(place, birth, stores.get()))
        .toList();
  }

  private Optional<Node<?, ?, ?>> find(Address address) {
    return Optional.ofNullable(
        switch (address.kind()) {
          case CONVERSATION -> conversations.get(address.id());
          case QUEUE -> queues.get(address.id());
          case AGENT -> agents.get(address.id());
          case CONSUMER -> consumers.get(address.id());
        });
  }

  /**
   * The entity of this address, which is created if necessary.
   *
   * @param start receives the new actor of an entity that runs alone; it has no machine yet
   */
  Node<?, ?, ?> at(Address address, Consumer<Actor> start) {
    return find(address)
        .orElseGet(
            () -> {
              Node<?, ?, ?> founded = found(address);
              if (founded.actor().isRemembered()) {
                start.accept(founded.actor());
              }
              return founded;
            });
  }

  private Node<?, ?, ?> found(Address address) {
    return switch (address.kind()) {
      case CONVERSATION -> put(conversations, addTo(conversationPartitions, address));
      case QUEUE -> put(queues, alone(new QueueNode(address, this::queue)));
      case AGENT -> put(agents, alone(new EventSourcedNode<>(address, this::agent)));
      case CONSUMER -> put(consumers, addTo(consumerPartitions, address));
    };
  }

  private static <N extends Node<?, ?, ?>> N put(Map<String, N> nodes, N node) {
    nodes.put(node.address().id(), node);
    return node;
  }

  private <N extends Actor> N alone(N actor) {
    actors.add(actor);
    return actor;
  }

  private static <M extends Message, E, S extends StateMachine<M, E>> Node<M, E, S> addTo(
      List<Partition<M, E, S>> partitions, Address address) {
    return partitions.stream()
        .filter(partition -> partition.runs(address))
        .findFirst()
        .orElseThrow()
        .add(address);
  }

  private QueueMachine queue(String skill, AccountPolicy policy) {
    QueueMachine machine =
        new QueueMachine(skill, policy, message -> queues.get(skill).tellDistributor(message));
    machine.admitAtMost(longestLine);
    return machine;
  }

  private AgentMachine agent(String id, AccountPolicy policy) {
    return new AgentMachine(id, policy, shown -> desktops.accept(id, shown));
  }

  List<Actor> actors() {
    return actors;
  }

  Collection<Node<ConversationMessage, ConversationEvent, ConversationMachine>> conversations() {
    return conversations.values();
  }

  Collection<QueueNode> queues() {
    return queues.values();
  }

  Collection<EventSourcedNode<AgentMessage, AgentEvent, AgentMachine>> agents() {
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
}
