package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.protocol.Address.Kind;
import io.switchboard.domain.statemachine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;

/**
 * A contact centre in virtual time, made of the real machines and of faults between them. Equal
 * seeds give equal steps.
 */
final class ProtocolSimulator {
  private static final long MILLI = 1_000_000L;
  private static final int BATCH = 6;
  private static final long MOST_ASKEW = 30_000 * MILLI;

  private final Random random;
  private final Mutation mutation;
  private final Coverage coverage;
  private final Trace trace = new Trace();
  private final RandomConfiguration landscape;
  private final List<AccountPolicy> policies = new ArrayList<>();
  private final Entities fleet;
  private final Network network;
  private final Clients clients;
  private final Watcher watcher;
  private final Hindsight hindsight = new Hindsight(policies);
  private final SimulationListener listener;
  private long now = 1_000_000 * MILLI;

  ProtocolSimulator(long seed, Mutation mutation, Coverage coverage) {
    this(new Random(seed), RandomConfiguration::new, mutation, coverage, SimulationListener.NONE);
  }

  ProtocolSimulator(
      Random random,
      Function<Random, RandomConfiguration> found,
      Mutation mutation,
      Coverage coverage,
      SimulationListener listener) {
    this.random = random;
    this.mutation = mutation;
    this.coverage = coverage;
    this.listener = listener;
    this.landscape = found.apply(random);
    this.fleet = new Entities(landscape.longestLine(), (agent, shown) -> coverage.saw(shown));
    this.policies.add(landscape.policy(0));
    this.network = new Network(random, mutation.faults(random));
    this.clients = new Clients(this, random);
    this.watcher = new Watcher(this);
    landscape.skills().forEach(skill -> at(Address.queue(skill)));
    landscape.agents().forEach(agent -> at(Address.agent(agent)));
    clients.open();
  }

  long now() {
    return now;
  }

  Random random() {
    return random;
  }

  RandomConfiguration landscape() {
    return landscape;
  }

  Entities fleet() {
    return fleet;
  }

  Network network() {
    return network;
  }

  Clients clients() {
    return clients;
  }

  Coverage coverage() {
    return coverage;
  }

  Watcher watcher() {
    return watcher;
  }

  Trace trace() {
    return trace;
  }

  // --- steps ---

  /** Makes a random step. */
  void step() {
    now += random.nextInt(20) * MILLI + 1;
    int what = random.nextInt(100);
    if (what < 78) {
      deliver();
    } else if (what < 84) {
      tickNext(late());
    } else if (what < 96) {
      clients.act();
    } else if (what < 97) {
      landscape.change();
      policies.add(landscape.policy(policies.size()));
    } else if (what < 99) {
      configureOne();
    } else {
      interrupt(fleet.all().get(random.nextInt(fleet.all().size())));
    }
  }

  /** The delay of a timer: mostly none, sometimes a minute or more. */
  private long late() {
    return switch (random.nextInt(24)) {
      case 0 -> random.nextInt(90_000) * MILLI;
      case 1, 2, 3, 4, 5, 6 -> random.nextInt(3_000) * MILLI;
      default -> 0;
    };
  }

  /** Delivers one message, if any is under way. */
  void deliver() {
    List<QueueNode> talking =
        fleet.queues().stream().filter(queue -> !queue.inbox().isEmpty()).toList();
    if (!talking.isEmpty() && (network.isEmpty() || random.nextInt(3) == 0)) {
      deliver(talking.get(random.nextInt(talking.size())), List.of());
    } else if (!network.isEmpty()) {
      Network.Mail mail = network.take();
      Node<?, ?, ?> node = at(mail.letter().to());
      List<Network.Mail> batch = new ArrayList<>(List.of(mail));
      if (node instanceof QueueNode) {
        batch.addAll(network.takeMore(node.address(), random.nextInt(BATCH)));
      }
      deliver(node, batch);
    }
  }

  boolean isQuiet() {
    return network.isEmpty() && fleet.queues().stream().allMatch(queue -> queue.inbox().isEmpty());
  }

  private void deliver(Node<?, ?, ?> node, List<Network.Mail> batch) {
    if (node.isDown(now)) {
      return;
    }
    wakeIfAsleep(node);
    if (!node.isAwake()) {
      return;
    }
    List<Outcome<Object>> outcomes = new ArrayList<>();
    for (Network.Mail mail : batch) {
      outcomes.add(receive(node, mail.letter(), mail.client()));
    }
    if (node instanceof QueueNode queue) {
      while (!queue.inbox().isEmpty() && random.nextInt(3) > 0) {
        QueueMessage told = queue.inbox().remove();
        outcomes.add(receive(queue, new Letter(queue.address(), told), Requester.NONE));
      }
    }
    finish(node, outcomes);
  }

  private Outcome<Object> receive(Node<?, ?, ?> node, Letter letter, Requester client) {
    Letter understood = mutation.before(node, letter, this);
    coverage.saw(understood.message());
    watcher.before(node);
    return done(node, "<-", understood.message(), node.receive(understood.message(), client, now));
  }

  /** Runs the next timer, possibly late; false if no timer is set. */
  boolean tickNext(long late) {
    Node<?, ?, ?> next = null;
    for (Node<?, ?, ?> node : fleet.all()) {
      OptionalLong timer = node.nextTimer();
      if (timer.isPresent() && (next == null || timer.getAsLong() < next.nextTimer().getAsLong())) {
        next = node;
      }
    }
    if (next != null) {
      now = Math.max(now, next.nextTimer().getAsLong() + late);
      tick(next);
    }
    return next != null;
  }

  private void tick(Node<?, ?, ?> node) {
    if (!node.isAwake()) {
      wakeIfAsleep(node);
      return;
    }
    watcher.before(node);
    Outcome<Object> outcome = done(node, "tick", "", node.tick(now));
    if (node.nextTimer().orElse(Long.MAX_VALUE) <= now) {
      throw new Broken("after a tick %s is still to be ticked".formatted(node.address()));
    }
    finish(node, List.of(outcome));
  }

  /** Some entity receives the newest configuration. */
  private void configureOne() {
    List<Node<?, ?, ?>> behind =
        fleet.all().stream()
            .filter(node -> node.isAwake() && node.revision() < policies.size() - 1)
            .toList();
    if (!behind.isEmpty()) {
      configure(behind.get(random.nextInt(behind.size())));
    }
  }

  private void configure(Node<?, ?, ?> node) {
    int revision = policies.size() - 1;
    watcher.before(node);
    finish(
        node,
        List.of(
            done(node, "configured", "", node.configure(policies.get(revision), revision, now))));
  }

  /** Each entity receives the newest configuration and is up. */
  void catchUp() {
    for (Node<?, ?, ?> node : List.copyOf(fleet.all())) {
      now = Math.max(now, node.downUntil());
      if (node.address().kind() == Kind.AGENT || node.address().kind() == Kind.QUEUE) {
        wakeIfAsleep(node);
      }
      int newest = policies.size() - 1;
      if (node.isAwake() && node.revision() < newest) {
        configure(node);
      } else if (!node.isAwake()) {
        rebirth(node, newest, false, now, false);
      }
    }
  }

  AccountPolicy policyOf(Node<?, ?, ?> node) {
    return policies.get(node.revision());
  }

  AccountPolicy newestPolicy() {
    return policies.get(policies.size() - 1);
  }

  // --- consequences ---

  private Node<?, ?, ?> at(Address address) {
    return fleet
        .find(address)
        .orElseGet(
            () -> {
              Node<?, ?, ?> founded = fleet.found(address);
              founded.setWrong(random.nextLong(-MOST_ASKEW, MOST_ASKEW));
              rebirth(founded, policies.size() - 1, false, now, true);
              return founded;
            });
  }

  private void rebirth(
      Node<?, ?, ?> node, int revision, boolean fromSnapshot, long until, boolean restarts) {
    node.rebirth(policies.get(revision), revision, fromSnapshot, until, restarts);
    int asOf = node.machine().configurationRevision().orElse(0L).intValue();
    if (asOf > revision && !mutation.wakesByOldest()) {
      node.wakesBy(policies.get(asOf), asOf);
    }
    if (mutation.keepsTime()) {
      node.setRight();
    }
  }

  private void wakeIfAsleep(Node<?, ?, ?> node) {
    if (!node.isAwake() && !node.isDown(now)) {
      watcher.before(node);
      finish(node, List.of(done(node, "wakes", "", node.wake(now))));
    }
  }

  private Outcome<Object> done(
      Node<?, ?, ?> node, String what, Object told, Outcome<Object> outcome) {
    Outcome<Object> result = mutation.after(node, outcome, this);
    trace.add(now, node.address(), what, told, result);
    return result;
  }

  private void finish(Node<?, ?, ?> node, List<Outcome<Object>> outcomes) {
    List<Object> events = new ArrayList<>();
    List<Envelope> sends = new ArrayList<>();
    for (Outcome<Object> outcome : outcomes) {
      events.addAll(outcome.events());
      sends.addAll(outcome.envelopes());
    }
    boolean crashes = Faults.happens(network.faults().crash(), random);
    if (crashes && random.nextBoolean()) {
      coverage.saw("crash before the write");
      crash(node);
      mutation.despiteCrash(sends).forEach(send -> send(node, send));
      return;
    }
    node.write(events);
    listener.wrote(node, events);
    events.forEach(coverage::saw);
    watcher.written(node, events);
    events.forEach(event -> hindsight.written(node, event));
    if (crashes) {
      coverage.saw("crash after the write");
      crash(node);
    } else {
      watcher.after(node);
      sends.forEach(send -> send(node, send));
      watcher.sharesAgree(node);
      watcher.turnsAgree(node);
    }
  }

  private void send(Node<?, ?, ?> from, Envelope send) {
    send.deliver(
        to -> {
          hindsight.sent(from, to);
          mail(Letter.of(to), Requester.NONE);
        });
  }

  /** An answer is on its way to a client. */
  void answered(Clients.Asked asked, Reply reply) {
    watcher.answered(asked, reply);
    coverage.saw(reply);
    if (!Faults.happens(network.faults().loss(), random)) {
      listener.answered(asked, reply, now);
      clients.answered(asked, reply);
    }
  }

  void mail(Letter letter, Requester client) {
    if (client instanceof Clients.Asked asked) {
      listener.asked(asked, now);
    }
    network.send(new Network.Mail(letter, client));
  }

  private void interrupt(Node<?, ?, ?> node) {
    if (network.faults().crash() > 0 && random.nextInt(8) == 0) {
      blackOut();
    } else if (network.faults().crash() > 0) {
      coverage.saw("crash at rest");
      crash(node);
    } else if (random.nextBoolean()) {
      node.takeSnapshot();
    }
  }

  /** Kills the only process, with all entities and all messages. */
  void blackOut() {
    coverage.saw("crash of everything");
    network.lose();
    fleet.queues().forEach(queue -> queue.inbox().clear());
    for (Node<?, ?, ?> node : fleet.all()) {
      crash(node, isRemembered(node));
    }
  }

  private void crash(Node<?, ?, ?> node) {
    crash(node, isRemembered(node) || random.nextBoolean());
  }

  /** Conversations and consumers are loaded only on demand. */
  private static boolean isRemembered(Node<?, ?, ?> node) {
    return node.address().kind() == Kind.AGENT || node.address().kind() == Kind.QUEUE;
  }

  /** Loses all but the stored events; a restart may use an older configuration. */
  private void crash(Node<?, ?, ?> node, boolean restarts) {
    now += 1;
    trace.add(now, node.address(), "CRASHES", "", new Outcome<>(List.of(), List.of()));
    int revision = mutation.wakesByOldest() ? 0 : random.nextInt(policies.size());
    long until = now + (random.nextBoolean() ? 1 : random.nextInt(8_000) * MILLI);
    rebirth(node, revision, random.nextBoolean(), until, restarts);
    if (random.nextInt(3) == 0) {
      node.takeSnapshot();
    }
    watcher.crashed(node);
  }
}
