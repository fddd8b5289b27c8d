package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.statemachine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    this.fleet =
        new Entities(
            landscape.longestLine(),
            (agent, shown) -> coverage.saw(shown),
            new Partition.Layout(2 + random.nextInt(2), random.nextInt(3)),
            mutation::stores);
    this.policies.add(landscape.policy(0));
    this.network = new Network(random, mutation.faults(random));
    this.clients = new Clients(this, random);
    this.watcher = new Watcher(this);
    fleet.actors().forEach(this::start);
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
      interrupt(fleet.actors().get(random.nextInt(fleet.actors().size())));
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
      Actor actor = at(mail.letter().to()).actor();
      List<Network.Mail> batch = new ArrayList<>(List.of(mail));
      if (!(actor.machine() instanceof AgentMachine)) {
        batch.addAll(network.takeMore(actor, random.nextInt(BATCH)));
      }
      deliver(actor, batch);
    }
  }

  boolean isQuiet() {
    return network.isEmpty() && fleet.queues().stream().allMatch(queue -> queue.inbox().isEmpty());
  }

  private void deliver(Actor actor, List<Network.Mail> batch) {
    wakeIfAsleep(actor);
    if (!actor.isAwake()) {
      return;
    }
    load(actor, batch.stream().map(mail -> mail.letter().to().id()).collect(Collectors.toSet()));
    List<Turn> turns = new ArrayList<>();
    for (Network.Mail mail : batch) {
      turns.add(receive(at(mail.letter().to()), mail.letter(), mail.client()));
    }
    if (actor instanceof QueueNode queue) {
      while (!queue.inbox().isEmpty() && random.nextInt(3) > 0) {
        QueueMessage told = queue.inbox().remove();
        turns.add(receive(queue, new Letter(queue.address(), told), Requester.NONE));
      }
    }
    finish(actor, turns);
  }

  /** Loads the entities of a batch; they are not continued with an older configuration. */
  private void load(Actor actor, Set<String> ids) {
    actor.load(ids);
    if (ids.size() > 1) {
      coverage.saw("a batch of several entities");
    }
    int asOf = actor.revisionOfState();
    if (asOf > actor.revision() && !mutation.wakesByOldest()) {
      actor.configure(policies.get(asOf), asOf, now);
    }
  }

  private Turn receive(Node<?, ?, ?> node, Letter letter, Requester client) {
    Letter understood = mutation.before(node, letter, this);
    coverage.saw(understood.message());
    watcher.before(node);
    watcher.answers().received(node, client);
    Outcome<Object> outcome = node.receive(understood.message(), client, now);
    return done("<-", understood.message(), new Turn(node, outcome));
  }

  /** Runs the next timer, possibly late; false if no timer is set. */
  boolean tickNext(long late) {
    Actor next = null;
    for (Actor actor : fleet.actors()) {
      OptionalLong timer = actor.nextTimer();
      if (timer.isPresent() && (next == null || timer.getAsLong() < next.nextTimer().getAsLong())) {
        next = actor;
      }
    }
    if (next != null) {
      now = Math.max(now, next.nextTimer().getAsLong() + late);
      tick(next);
    }
    return next != null;
  }

  private void tick(Actor actor) {
    if (!actor.isAwake()) {
      wakeIfAsleep(actor);
      return;
    }
    actor.entities().forEach(watcher::before);
    List<Turn> turns = done("tick", "", actor.tick(now));
    if (actor.nextTimer().orElse(Long.MAX_VALUE) <= now) {
      throw new Broken("after a tick %s is still to be ticked".formatted(actor));
    }
    finish(actor, turns);
  }

  /** Some actor receives the newest configuration. */
  private void configureOne() {
    List<Actor> behind =
        fleet.actors().stream()
            .filter(actor -> actor.isAwake() && actor.revision() < policies.size() - 1)
            .toList();
    if (!behind.isEmpty()) {
      configure(behind.get(random.nextInt(behind.size())));
    }
  }

  private void configure(Actor actor) {
    int revision = policies.size() - 1;
    actor.entities().forEach(watcher::before);
    finish(actor, done("configured", "", actor.configure(policies.get(revision), revision, now)));
  }

  /** Each actor receives the newest configuration and is up. */
  void catchUp() {
    for (Actor actor : List.copyOf(fleet.actors())) {
      now = Math.max(now, actor.downUntil());
      wakeIfAsleep(actor);
      int newest = policies.size() - 1;
      if (actor.isAwake() && actor.revision() < newest) {
        configure(actor);
      } else if (!actor.isAwake()) {
        rebirth(actor, newest, false, now);
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
    return fleet.at(address, this::start);
  }

  private void start(Actor actor) {
    actor.setWrong(random.nextLong(-MOST_ASKEW, MOST_ASKEW));
    rebirth(actor, policies.size() - 1, false, now);
  }

  private void rebirth(Actor actor, int revision, boolean fromSnapshot, long until) {
    actor.rebirth(policies.get(revision), revision, fromSnapshot, until);
    int asOf = actor.revisionOfState();
    if (asOf > revision && !mutation.wakesByOldest()) {
      actor.wakesBy(policies.get(asOf), asOf);
    }
    if (mutation.keepsTime()) {
      actor.setRight();
    }
  }

  private void wakeIfAsleep(Actor actor) {
    if (!actor.isAwake() && !actor.isDown(now)) {
      actor.entities().forEach(watcher::before);
      actor.resumed().forEach(id -> coverage.saw("an entity resumed"));
      load(actor, actor.resumed());
      finish(actor, done("wakes", "", actor.wake(now)));
    }
  }

  private List<Turn> done(String what, Object told, List<Turn> turns) {
    return turns.stream().map(turn -> done(what, told, turn)).toList();
  }

  private Turn done(String what, Object told, Turn turn) {
    Outcome<Object> result = mutation.after(turn.node(), turn.outcome(), this);
    trace.add(now, turn.node().address(), what, told, result);
    watcher.answers().decided(result);
    return new Turn(turn.node(), result);
  }

  private void finish(Actor actor, List<Turn> turns) {
    boolean crashes = Faults.happens(network.faults().crash(), random);
    if (crashes && random.nextBoolean()) {
      coverage.saw("crash before the write");
      crash(actor, random.nextBoolean());
      for (Turn turn : turns) {
        mutation.despiteCrash(turn.outcome().envelopes()).forEach(send -> send(turn.node(), send));
      }
      return;
    }
    actor.write(turns);
    Map<Node<?, ?, ?>, List<Object>> written = Turn.events(turns);
    written.forEach(this::wrote);
    if (crashes) {
      coverage.saw("crash after the write");
      crash(actor, random.nextBoolean());
      return;
    }
    written.keySet().forEach(watcher::after);
    turns.forEach(turn -> turn.outcome().envelopes().forEach(send -> send(turn.node(), send)));
    written.keySet().forEach(watcher::sharesAgree);
    written.keySet().forEach(watcher::turnsAgree);
    watcher.answers().endsTurn(actor);
    actor.endTurn();
    mutation.endsTurn(actor, this);
  }

  private void wrote(Node<?, ?, ?> node, List<Object> events) {
    listener.wrote(node, events);
    events.forEach(coverage::saw);
    watcher.written(node, events);
    events.forEach(event -> hindsight.written(node, event));
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
    watcher.answers().answered(asked, reply);
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

  private void interrupt(Actor actor) {
    if (network.faults().crash() > 0 && random.nextInt(8) == 0) {
      blackOut();
    } else if (network.faults().crash() > 0) {
      coverage.saw("crash at rest");
      crash(actor, random.nextBoolean());
    } else if (random.nextBoolean()) {
      actor.takeSnapshot();
    }
  }

  /** Kills the only process, with all entities and all messages. */
  void blackOut() {
    coverage.saw("crash of everything");
    network.lose();
    fleet.queues().forEach(queue -> queue.inbox().clear());
    fleet.actors().forEach(actor -> crash(actor, false));
  }

  /** Loses all but what is stored; a restart may use an older configuration. */
  private void crash(Actor actor, boolean isRestarted) {
    now += 1;
    actor.crashes(isRestarted);
    trace.add(now, actor, "CRASHES", "", new Outcome<>(List.of(), List.of()));
    int revision = mutation.wakesByOldest() ? 0 : random.nextInt(policies.size());
    long until = now + (random.nextBoolean() ? 1 : random.nextInt(8_000) * MILLI);
    rebirth(actor, revision, random.nextBoolean(), until);
    if (random.nextInt(3) == 0) {
      actor.takeSnapshot();
    }
    actor.entities().forEach(watcher::crashed);
    watcher.answers().crashed(actor);
  }
}
