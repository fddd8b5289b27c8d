package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.protocol.Address.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One settled schedule of the protocol simulator, for checkers of runs: all stored events, requests
 * and answers, and the final state. As in a cluster no message arrives twice, and as on one machine
 * all clocks agree. The configuration is constant, and there is no dynamic capacity. Equal seeds
 * give equal rehearsals.
 */
public final class Rehearsal {

  /** The kind of an entity with stored events. */
  public enum Who {
    CONVERSATION,
    AGENT,
    QUEUE
  }

  /**
   * An event, in the order of all writes.
   *
   * @param incarnation the incarnation of the entity that stored it
   */
  public record Fact(Who who, String id, String incarnation, Object event) {}

  /**
   * A request and its answer. Times are nanoseconds.
   *
   * @param id of the conversation or agent that received it
   */
  public record Talk(
      int question, String id, Message message, long askedAt, Reply reply, long answeredAt) {}

  private final List<Fact> facts = new ArrayList<>();
  private final List<Talk> talks = new ArrayList<>();
  private final Map<Integer, Long> askedAt = new HashMap<>();
  private final ProtocolSimulator world;

  /**
   * Runs a schedule.
   *
   * @throws Broken if it violates an invariant
   */
  public Rehearsal(long seed) {
    Random random = new Random(seed);
    world =
        new ProtocolSimulator(
            random, Rehearsal::counting, new OneMachine(), new Coverage(), listener());
    int steps = 60 + random.nextInt(260);
    for (int i = 0; i < steps; i++) {
      world.step();
    }
    new Settling(world).run();
    lookAtAll();
    new Settling(world).run();
  }

  /** Loads entities with open obligations. */
  private void lookAtAll() {
    world
        .fleet()
        .conversations()
        .forEach(node -> world.clients().ask(node.address(), new ConversationMessage.Describe()));
  }

  private static final class OneMachine implements Mutation {
    @Override
    public Faults faults(Random random) {
      Faults any = Faults.of(random);
      return new Faults(any.loss(), 0, any.crash(), any.disorder());
    }

    @Override
    public boolean keepsTime() {
      return true;
    }
  }

  private static final class Still extends RandomConfiguration {
    Still(Random random) {
      super(random);
    }

    @Override
    void change() {}
  }

  private static RandomConfiguration counting(Random random) {
    RandomConfiguration landscape = new Still(random);
    while (landscape.policy(0).capacityMode() != CapacityMode.MAX_CONCURRENT) {
      landscape = new Still(random);
    }
    return landscape;
  }

  private SimulationListener listener() {
    return new SimulationListener() {
      @Override
      public void wrote(Node<?, ?, ?> node, List<Object> events) {
        Kind kind = node.address().kind();
        if (kind != Kind.CONSUMER) {
          String incarnation = Integer.toHexString(System.identityHashCode(node.machine()));
          events.forEach(
              event ->
                  facts.add(
                      new Fact(Who.valueOf(kind.name()), node.address().id(), incarnation, event)));
        }
      }

      @Override
      public void asked(Clients.Asked question, long now) {
        askedAt.putIfAbsent(question.number(), now);
      }

      @Override
      public void answered(Clients.Asked question, Reply reply, long now) {
        talks.add(
            new Talk(
                question.number(),
                question.to().id(),
                question.message(),
                askedAt.get(question.number()),
                reply,
                now));
      }
    };
  }

  /** The policy of all entities. */
  public AccountPolicy policy() {
    return world.newestPolicy();
  }

  /** All stored events. */
  public List<Fact> facts() {
    return facts;
  }

  /** All answered requests, in the order of the answers. */
  public List<Talk> talks() {
    return talks;
  }

  /** The final state of each started conversation. */
  public List<Reply.Conversation> conversations() {
    return world.fleet().conversations().stream()
        .filter(node -> node.machine().state().isPresent())
        .map(node -> ask(node, new ConversationMessage.Describe(), Reply.Conversation.class))
        .toList();
  }

  /** The final state of each agent. */
  public List<Reply.AgentStatus> agents() {
    return world.fleet().agents().stream()
        .map(node -> ask(node, new AgentMessage.Describe(), Reply.AgentStatus.class))
        .toList();
  }

  /** The final state of each queue. */
  public List<Reply.Queue> queues() {
    return world.fleet().queues().stream()
        .map(
            node ->
                ask(
                    node,
                    new QueueMessage.Describe(Optional.empty(), Integer.MAX_VALUE),
                    Reply.Queue.class))
        .toList();
  }

  /** The final distribution of each skill. */
  public Map<String, Reply.Distribution> distributions() {
    Map<String, Reply.Distribution> all = new HashMap<>();
    world
        .fleet()
        .queues()
        .forEach(
            node ->
                all.put(
                    node.address().id(),
                    ask(node, new QueueMessage.DescribeDistribution(), Reply.Distribution.class)));
    return all;
  }

  private <R extends Reply> R ask(Node<?, ?, ?> node, Message message, Class<R> type) {
    Requester client = reply -> {};
    return node.receive(message, client, world.now()).envelopes().stream()
        .filter(send -> send instanceof Envelope.ToClient to && to.client() == client)
        .map(send -> type.cast(((Envelope.ToClient) send).reply()))
        .findFirst()
        .orElseThrow();
  }
}
