package io.switchboard.simulation;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.consumer.ConsumerMachine;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.queue.DistributorMachine;
import io.switchboard.domain.queue.QueueMachine;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Router that runs the state machines of one account in one process and in virtual time. Every
 * message arrives once, in the order of sending and at the moment of sending: each method returns
 * when no message is in transit. So nothing needs to be repeated, and timers that repeat messages
 * are not run.
 *
 * <p>Times are nanoseconds of the caller's clock and never decrease. The same calls lead to the
 * same decisions.
 */
public final class LocalRouter {

  /** Observer of every decision. */
  public interface Observer {

    /**
     * Reports the decision of an entity. Its events have been applied; its messages have not been
     * sent yet.
     *
     * @param cause the {@link Message} that it received, or an {@link Occasion}
     */
    void decided(Address at, Object cause, List<?> events, List<Envelope> envelopes);
  }

  /** Cause of a decision other than a message. */
  public enum Occasion {
    WOKEN,
    CONFIGURED,
    TIMER
  }

  private static final class Entity {
    final Address address;
    final StateMachine<Message, Object> machine;
    final long number;
    long revision;
    long dueAt = Long.MAX_VALUE;

    @SuppressWarnings("unchecked")
    Entity(Address address, StateMachine<?, ?> machine, long number, long revision) {
      this.address = address;
      this.machine = (StateMachine<Message, Object>) machine;
      this.number = number;
      this.revision = revision;
    }

    /** Returns whether it is a conversation that has ended or has not started. */
    boolean isOver() {
      StateMachine<?, ?> any = machine;
      return any instanceof ConversationMachine conversation
          && (conversation.state().isEmpty() || conversation.isOver());
    }
  }

  private static final class PendingReply implements Requester {
    Optional<Reply> reply = Optional.empty();

    @Override
    public void answer(Reply answer) {
      reply = Optional.of(answer);
    }
  }

  private record Mail(Entity to, Message message, Requester client) {}

  private final Map<Address.Kind, Map<String, Entity>> entities = new EnumMap<>(Address.Kind.class);
  private final Deque<Mail> mail = new ArrayDeque<>();
  private final List<Entity> ended = new ArrayList<>();
  private final TreeSet<Entity> timers =
      new TreeSet<>(
          Comparator.<Entity>comparingLong(entity -> entity.dueAt)
              .thenComparingLong(entity -> entity.number));
  private final Observer observer;
  private AccountPolicy policy;
  private long now;
  private long numbered;
  private long messages;
  private long events;

  /** Makes a router with empty queues and all agents offline. */
  public LocalRouter(AccountPolicy policy, long now, Observer observer) {
    this.policy = policy;
    this.now = now;
    this.observer = observer;
    for (Address.Kind kind : Address.Kind.values()) {
      entities.put(kind, new LinkedHashMap<>());
    }
    wakeAll();
    deliver();
  }

  private void wakeAll() {
    policy.skills().keySet().forEach(skill -> entity(Address.queue(skill)));
    policy.agents().keySet().forEach(agent -> entity(Address.agent(agent)));
  }

  // --- input ---

  /** Sends a client's message; returns the reply, if it is sent before this method returns. */
  public Optional<Reply> ask(Address to, Message message, long at) {
    now = at;
    PendingReply pending = new PendingReply();
    mail.add(new Mail(entity(to), message, pending));
    deliver();
    return pending.reply;
  }

  /** Replaces the configuration. All queues and agents get it before any further message. */
  public void configure(AccountPolicy newPolicy, long at) {
    now = at;
    policy = newPolicy;
    new ArrayList<>(entities.get(Address.Kind.QUEUE).values()).forEach(this::configure);
    new ArrayList<>(entities.get(Address.Kind.AGENT).values()).forEach(this::configure);
    wakeAll();
    deliver();
  }

  /** Returns when the next timer is due; empty when time alone changes nothing. */
  public OptionalLong nextTimer() {
    return timers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(timers.first().dueAt);
  }

  /** Runs the next timer and no other. Afterwards the time is at least that of this timer. */
  public void tick() {
    Entity next = timers.first();
    now = Math.max(now, next.dueAt);
    finish(next, Occasion.TIMER, next.machine.tick(now));
    deliver();
  }

  // --- state ---

  /** Returns the queue of a skill; empty if the account never had the skill. */
  public Optional<QueueMachine> queue(String skill) {
    return machine(Address.queue(skill), QueueMachine.class);
  }

  /** Returns an agent; empty if the account never had the agent. */
  public Optional<AgentMachine> agent(String id) {
    return machine(Address.agent(id), AgentMachine.class);
  }

  /** Returns a conversation; empty if it has not started, or has ended and was removed. */
  public Optional<ConversationMachine> conversation(String id) {
    return machine(Address.conversation(id), ConversationMachine.class);
  }

  private <K> Optional<K> machine(Address address, Class<K> kind) {
    return Optional.ofNullable(entities.get(address.kind()).get(address.id()))
        .map(entity -> kind.cast(entity.machine));
  }

  /** Returns how many messages entities have sent to each other. */
  public long messages() {
    return messages;
  }

  /** Returns how many events entities have decided on; a server writes each of them. */
  public long events() {
    return events;
  }

  // --- entities ---

  /** Returns an entity, which is made and woken if it does not exist. */
  private Entity entity(Address address) {
    Entity known = entities.get(address.kind()).get(address.id());
    return known != null ? known : start(address, machine(address));
  }

  private StateMachine<?, ?> machine(Address address) {
    return switch (address.kind()) {
      case CONVERSATION -> new ConversationMachine(address.id(), policy);
      case QUEUE -> queueMachine(address.id());
      // No desktop is connected: a simulated agent accepts at once.
      case AGENT -> new AgentMachine(address.id(), policy, notification -> {});
      case CONSUMER -> new ConsumerMachine();
    };
  }

  private QueueMachine queueMachine(String skill) {
    DistributorMachine distributor = new DistributorMachine();
    return new QueueMachine(
        skill,
        policy,
        message -> {
          messages++;
          distributor.receive(message).ifPresent(answer -> enqueue(Address.queue(skill), answer));
        });
  }

  private Entity start(Address address, StateMachine<?, ?> machine) {
    Entity entity = new Entity(address, machine, ++numbered, policy.revision());
    entities.get(address.kind()).put(address.id(), entity);
    finish(entity, Occasion.WOKEN, entity.machine.wake(now));
    return entity;
  }

  private void configure(Entity entity) {
    if (entity.revision != policy.revision()) {
      entity.revision = policy.revision();
      finish(entity, Occasion.CONFIGURED, entity.machine.configure(policy, now));
    }
  }

  // --- messages ---

  private void deliver() {
    for (Mail next = mail.poll(); next != null; next = mail.poll()) {
      configure(next.to());
      finish(
          next.to(), next.message(), next.to().machine.receive(next.message(), next.client(), now));
    }
    removeEnded();
  }

  private void finish(Entity entity, Object cause, Outcome<Object> outcome) {
    events += outcome.events().size();
    schedule(entity);
    observer.decided(entity.address, cause, outcome.events(), outcome.envelopes());
    outcome
        .envelopes()
        .forEach(envelope -> envelope.deliver(to -> enqueue(to.address(), to.message())));
    if (entity.isOver()) {
      ended.add(entity);
    }
  }

  private void schedule(Entity entity) {
    long dueAt = entity.machine.nextDue().orElse(Long.MAX_VALUE);
    if (dueAt == entity.dueAt) {
      return;
    }
    if (entity.dueAt != Long.MAX_VALUE) {
      timers.remove(entity);
    }
    entity.dueAt = dueAt;
    if (dueAt != Long.MAX_VALUE) {
      timers.add(entity);
    }
  }

  private void enqueue(Address to, Message message) {
    messages++;
    mail.add(new Mail(entity(to), message, Requester.NONE));
  }

  /** Removes ended conversations. No message is in transit, so nothing refers to them. */
  private void removeEnded() {
    for (Entity entity : ended) {
      if (entity.isOver()) {
        entities.get(Address.Kind.CONVERSATION).remove(entity.address.id());
      }
    }
    ended.clear();
  }
}
