package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.AgentEvent.Reserved;
import io.switchboard.domain.agent.AgentInspection;
import io.switchboard.domain.agent.AgentMachine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The real machines of one account on one clock without faults: each message arrives once, in the
 * order of sending, before anything else happens.
 */
final class FaultFreeRouter {
  private static final int MOST_AT_ONE_MOMENT = 5_000;

  /** Listener for events during a step. */
  interface Observer {

    /** A conversation is offered or assigned to an agent. */
    void offered(String agent, String conversation);

    /** A notification of a desktop. */
    void shown(String agent, AgentNotification signal);

    /** Called after the write of an event. */
    void wrote(Address at, Object event);
  }

  private record Mail(Letter letter, Requester client) {}

  private static final class Asking implements Requester {
    private Optional<Reply> reply = Optional.empty();

    @Override
    public void answer(Reply answer) {
      reply = Optional.of(answer);
    }
  }

  private final Entities fleet;
  private final Deque<Mail> mail = new ArrayDeque<>();
  private final List<AccountPolicy> policies = new ArrayList<>();
  private final Observer observer;
  private final Trace trace = new Trace();
  private Account account;
  private long now = 1_000_000_000_000_001L;

  FaultFreeRouter(Account account, Observer observer) {
    this.account = account;
    this.observer = observer;
    fleet =
        new Entities(
            Integer.MAX_VALUE, observer::shown, new Partition.Layout(2, 1), StoredStates::new);
    policies.add(AccountPolicy.of(account, 0));
    fleet.actors().forEach(this::start);
    policies.get(0).skills().keySet().forEach(skill -> at(Address.queue(skill)));
    policies.get(0).agents().keySet().forEach(agent -> at(Address.agent(agent)));
    deliver();
  }

  long now() {
    return now;
  }

  Account account() {
    return account;
  }

  /** The last input and its consequences, message by message. */
  Trace trace() {
    return trace;
  }

  Entities fleet() {
    return fleet;
  }

  // --- inputs ---

  /** Sends the request of a client; all consequences have happened on return. */
  Optional<Reply> ask(Address to, Message message) {
    Asking asking = new Asking();
    mail.add(new Mail(new Letter(to, message), asking));
    deliver();
    return asking.reply;
  }

  /**
   * Replaces the document; all actors receive it, in an order set by a number.
   *
   * @param gradually whether all messages arrive before the next actor receives the document
   */
  void configure(Account changed, int order, boolean gradually) {
    account = changed;
    AccountPolicy policy = AccountPolicy.of(changed, policies.size());
    policies.add(policy);
    List<Actor> actors = new ArrayList<>(fleet.actors());
    Collections.rotate(actors, order);
    for (Actor actor : actors) {
      Set<String> rang = ringing(actor);
      List<Turn> turns = actor.configure(policy, policies.size() - 1, now);
      finish(actor, "configured", "", rang, turns);
      if (gradually) {
        deliver();
      }
    }
    policy.skills().keySet().forEach(skill -> at(Address.queue(skill)));
    policy.agents().keySet().forEach(agent -> at(Address.agent(agent)));
    deliver();
  }

  /** The time of the next timer; empty if there is none. */
  OptionalLong nextTimer() {
    return fleet.actors().stream().flatMapToLong(actor -> actor.nextTimer().stream()).min();
  }

  /** Advances time; due timers run, and {@code atRest} is called after each. */
  void advance(long to, Runnable atRest) {
    OptionalLong timer = nextTimer();
    for (int i = 0; timer.isPresent() && timer.getAsLong() <= to; i++) {
      now = Math.max(now, timer.getAsLong());
      for (Actor actor : List.copyOf(fleet.actors())) {
        if (actor.nextTimer().orElse(Long.MAX_VALUE) <= now) {
          finish(actor, "tick", "", ringing(actor), actor.tick(now));
          deliver();
        }
      }
      atRest.run();
      timer = nextTimer();
      if (i > MOST_AT_ONE_MOMENT) {
        throw new Broken("STORM of timers");
      }
    }
    now = Math.max(now, to);
    atRest.run();
  }

  // --- consequences ---

  private void deliver() {
    for (int i = 0; !mail.isEmpty(); i++) {
      Mail next = mail.remove();
      Node<?, ?, ?> node = at(next.letter().to());
      Message message = next.letter().message();
      Set<String> rang = ringing(node.actor());
      Turn turn = new Turn(node, node.receive(message, next.client(), now));
      finish(node.actor(), "<-", message, rang, List.of(turn));
      if (i > MOST_AT_ONE_MOMENT) {
        throw new Broken("STORM of messages");
      }
    }
  }

  private Node<?, ?, ?> at(Address address) {
    return fleet.at(address, this::start);
  }

  private void start(Actor actor) {
    int newest = policies.size() - 1;
    actor.rebirth(policies.get(newest), newest, false, now);
    actor.setRight();
    finish(actor, "wakes", "", Set.of(), actor.wake(now));
  }

  private static Set<String> ringing(Actor actor) {
    Set<String> ringing = new HashSet<>();
    if (actor.machine() instanceof AgentMachine agent) {
      AgentInspection.ringingOffers(agent).forEach(ring -> ringing.add(ring.conversation()));
    }
    return ringing;
  }

  private void finish(Actor actor, String what, Object told, Set<String> rang, List<Turn> turns) {
    turns.forEach(turn -> trace.add(now, turn.node().address(), what, told, turn.outcome()));
    actor.write(turns);
    turns.forEach(turn -> observe(turn.node(), turn.outcome().events(), rang));
    for (Turn turn : turns) {
      for (Envelope send : turn.outcome().envelopes()) {
        send.deliver(to -> mail.add(new Mail(Letter.of(to), Requester.NONE)));
        if (actor instanceof QueueNode queue) {
          fetchAllotments(queue);
        }
      }
    }
    actor.endTurn();
  }

  private void observe(Node<?, ?, ?> node, List<Object> events, Set<String> rang) {
    String id = node.address().id();
    events.forEach(event -> observer.wrote(node.address(), event));
    for (String conversation : ringing(node.actor())) {
      if (!rang.contains(conversation)) {
        observer.offered(id, conversation);
      }
    }
    for (Object event : events) {
      if (event instanceof Reserved held
          && held.takeover().isEmpty()
          && !rang.contains(held.conversation())) {
        observer.offered(id, held.conversation());
      }
    }
  }

  private void fetchAllotments(QueueNode queue) {
    while (!queue.inbox().isEmpty()) {
      mail.add(new Mail(new Letter(queue.address(), queue.inbox().remove()), Requester.NONE));
    }
  }
}
