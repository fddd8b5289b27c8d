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
 * One schedule of the protocol simulator, from its first question until it has settled, for those
 * who judge runs: all that was stored, asked and answered, and how everything is in the end. As in
 * a cluster no message arrives twice, and as on one machine all clocks agree. The configuration
 * does not change, and conversations are counted. The same seed leads to the same rehearsal.
 */
public final class Rehearsal {

  /** What kind of entity stored something. */
  public enum Who {
    CONVERSATION,
    AGENT,
    QUEUE
  }

  /**
   * An event, in the order in which all became durable.
   *
   * @param incarnation the life of the entity that stored it
   */
  public record Fact(Who who, String id, String incarnation, Object event) {}

  /**
   * A question and its answer. Times are nanoseconds.
   *
   * @param id of the conversation or agent who was asked
   */
  public record Talk(
      int question, String id, Message message, long askedAt, Reply reply, long answeredAt) {}

  private final List<Fact> facts = new ArrayList<>();
  private final List<Talk> talks = new ArrayList<>();
  private final Map<Integer, Long> askedAt = new HashMap<>();
  private final World world;

  /**
   * Runs one.
   *
   * @throws Broken when it does not keep its own invariants
   */
  public Rehearsal(long seed) {
    Random random = new Random(seed);
    world = new World(random, Rehearsal::counting, new OneMachine(), new Coverage(), witness());
    int steps = 60 + random.nextInt(260);
    for (int i = 0; i < steps; i++) {
      world.step();
    }
    new Settling(world).run();
    lookAtAll();
    new Settling(world).run();
  }

  /** Wakes those who sleep although they still owe somebody something. */
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

  private static final class Still extends Landscape {
    Still(Random random) {
      super(random);
    }

    @Override
    void change() {}
  }

  private static Landscape counting(Random random) {
    Landscape landscape = new Still(random);
    while (landscape.policy(0).capacityMode() != CapacityMode.MAX_CONCURRENT) {
      landscape = new Still(random);
    }
    return landscape;
  }

  private Witness witness() {
    return new Witness() {
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

  /** By what everybody worked. */
  public AccountPolicy policy() {
    return world.newestPolicy();
  }

  /** All that was stored. */
  public List<Fact> facts() {
    return facts;
  }

  /** All that was answered, in the order of the answers. */
  public List<Talk> talks() {
    return talks;
  }

  /** How each conversation that began is in the end. */
  public List<Reply.Conversation> conversations() {
    return world.fleet().conversations().stream()
        .filter(node -> node.machine().state().isPresent())
        .map(node -> ask(node, new ConversationMessage.Describe(), Reply.Conversation.class))
        .toList();
  }

  /** How each agent is in the end. */
  public List<Reply.AgentStatus> agents() {
    return world.fleet().agents().stream()
        .map(node -> ask(node, new AgentMessage.Describe(), Reply.AgentStatus.class))
        .toList();
  }

  /** How each line is in the end. */
  public List<Reply.Queue> lines() {
    return world.fleet().queues().stream()
        .map(
            node ->
                ask(
                    node,
                    new QueueMessage.Describe(Optional.empty(), Integer.MAX_VALUE),
                    Reply.Queue.class))
        .toList();
  }

  /** How each skill shared its conversations, by skill. */
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
    Requester client = new Requester() {};
    return node.receive(message, client, world.now()).envelopes().stream()
        .filter(send -> send instanceof Envelope.ToClient to && to.client() == client)
        .map(send -> type.cast(((Envelope.ToClient) send).reply()))
        .findFirst()
        .orElseThrow();
  }
}
