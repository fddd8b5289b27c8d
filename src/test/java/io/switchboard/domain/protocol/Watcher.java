package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.agent.AgentEvent.ReservationConfirmed;
import io.switchboard.domain.agent.AgentEvent.Reserved;
import io.switchboard.domain.agent.AgentInspection;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.agent.AgentState.Reservation;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.agent.RingingOffers.Ring;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationState.Closed;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.distribution.OverflowTurns;
import io.switchboard.domain.queue.OutstandingOffers.Outstanding;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.queue.QueueInspection;
import io.switchboard.domain.queue.QueueMachine;
import io.switchboard.domain.queue.QueueState;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Eligibility;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.statemachine.Invariant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks all stored events and answers for violations. */
final class Watcher {

  private record Decision(String conversation, int routingEpoch) {}

  private record Had(String agent, String conversation) {}

  private final ProtocolSimulator world;
  private final Answers answers;
  private final Map<String, Integer> routingEpochs = new HashMap<>();
  private final Set<Decision> decided = new HashSet<>();
  private final Set<Had> had = new HashSet<>();
  private final Map<String, BoundCheck> bounds = new HashMap<>();
  private final Set<Node<?, ?, ?>> replanned = new HashSet<>();
  private Set<String> inHandBefore = Set.of();
  private Optional<AgentStatistics> figuresBefore = Optional.empty();

  Watcher(ProtocolSimulator world) {
    this.world = world;
    this.answers = new Answers(world);
  }

  /** The checks of answers to clients. */
  Answers answers() {
    return answers;
  }

  /** Whether the agent has ever had the conversation. */
  boolean had(String agent, String conversation) {
    return had.contains(new Had(agent, conversation));
  }

  /** Called before an entity receives a letter. */
  void before(Node<?, ?, ?> node) {
    if (node.machine() instanceof AgentMachine agent) {
      inHandBefore = inHand(agent);
      figuresBefore = Optional.of(agent.figures(world.now()));
    }
  }

  private static Set<String> inHand(AgentMachine agent) {
    Set<String> inHand =
        agent.state().reservations().stream()
            .map(Reservation::conversation)
            .collect(Collectors.toSet());
    AgentInspection.ringingOffers(agent).forEach(ring -> inHand.add(ring.conversation()));
    return inHand;
  }

  void crashed(Node<?, ?, ?> node) {
    replanned.remove(node);
    check(node, List.of());
  }

  /** Called after a write of events. */
  void written(Node<?, ?, ?> node, List<Object> events) {
    for (Object event : events) {
      if (event instanceof ConversationEvent decision) {
        onlyOnce(node.address().id(), decision);
      } else if (event instanceof ReservationConfirmed active) {
        conversationOf(node, active.reservation())
            .ifPresent(conversation -> had.add(new Had(node.address().id(), conversation)));
      } else if (event instanceof QueueEvent queued) {
        checkBound(node.address().id(), queued);
        if (queued instanceof QueueEvent.PlanAdopted) {
          replanned.add(node);
        }
      }
    }
    check(node, events);
  }

  private void onlyOnce(String conversation, ConversationEvent event) {
    if (event instanceof ConversationEvent.Started
        || event instanceof ConversationEvent.Requeued
        || event instanceof ConversationEvent.TakenOver) {
      routingEpochs.merge(conversation, 1, Integer::sum);
    }
    int routingEpoch = routingEpochs.get(conversation);
    boolean assigns =
        event instanceof ConversationEvent.Assigned || event instanceof ConversationEvent.TakenOver;
    if (assigns && !decided.add(new Decision(conversation, routingEpoch))) {
      throw new Broken(
          "I1: %s was assigned twice in routing epoch %d".formatted(conversation, routingEpoch));
    }
  }

  private static Optional<String> conversationOf(Node<?, ?, ?> node, String reservation) {
    return ((AgentMachine) node.machine()).state().find(reservation).map(Reservation::conversation);
  }

  private void checkBound(String skill, QueueEvent event) {
    if (bounds.computeIfAbsent(skill, any -> new BoundCheck()).enter(event)) {
      world.coverage().saw("a bound checked");
    }
  }

  // --- at each moment ---

  private void check(Node<?, ?, ?> node, List<Object> events) {
    switch (node.address().kind()) {
      case CONVERSATION -> {
        oneHolder(node.address().id());
        isNamed(node.address().id());
      }
      case AGENT -> {
        AgentMachine agent = (AgentMachine) node.machine();
        agent.state().reservations().stream()
            .filter(Reservation::isActive)
            .forEach(reservation -> isTrue(node.address().id(), reservation));
        if (!events.isEmpty()) {
          answers.acknowledged().forEach(this::isNamed);
        }
      }
      case QUEUE -> {
        if (events.stream().anyMatch(QueueEvent.Left.class::isInstance)) {
          answers.acknowledged().forEach(this::isNamed);
        }
      }
      case CONSUMER -> {}
    }
  }

  private void oneHolder(String conversation) {
    for (var agent : world.fleet().agents()) {
      agent.machine().state().reservations().stream()
          .filter(
              reservation ->
                  reservation.isActive() && reservation.conversation().equals(conversation))
          .forEach(reservation -> isTrue(agent.address().id(), reservation));
    }
  }

  private void isTrue(String agent, Reservation reservation) {
    boolean theirs =
        world
            .fleet()
            .conversation(reservation.conversation())
            .flatMap(ConversationState::lastAssignment)
            .filter(
                holder ->
                    holder.agent().equals(agent) && holder.reservation().equals(reservation.id()))
            .isPresent();
    if (!theirs) {
      throw new Broken(
          "I2: %s has %s by reservation %s, but %s"
              .formatted(
                  agent,
                  reservation.conversation(),
                  reservation.id(),
                  world.fleet().conversation(reservation.conversation()).map(Watcher::brief)));
    }
  }

  static String brief(ConversationState state) {
    return state.getClass().getSimpleName()
        + " routing epoch "
        + state.routingEpoch()
        + " "
        + state.skill()
        + " "
        + state.lastAssignment();
  }

  /** After any crash, some remembered entity refers to the conversation. */
  private void isNamed(String conversation) {
    if (!answers.acknowledged().contains(conversation)) {
      return;
    }
    ConversationState state =
        world
            .fleet()
            .conversation(conversation)
            .orElseThrow(() -> new Broken("I1: %s is lost".formatted(conversation)));
    if (state instanceof Closed) {
      return;
    }
    boolean waits =
        world.fleet().queues().stream()
            .anyMatch(
                queue -> QueueInspection.routingEpochOf(queue.machine(), conversation).isPresent());
    boolean isHeld =
        world.fleet().agents().stream()
            .anyMatch(agent -> AgentInspection.stores(agent.machine().state(), conversation));
    if (!waits && !isHeld) {
      throw new Broken("I1: nobody names %s, %s".formatted(conversation, brief(state)));
    }
  }

  /** Called after an entity has received a letter and stored all its events. */
  void after(Node<?, ?, ?> node) {
    if (node.machine() instanceof QueueMachine queue) {
      seesNothingBroken(node, queue.figures(world.now()).broken(Optional.empty()));
    }
    if (node.machine() instanceof AgentMachine agent) {
      seesNothingBroken(node, agent.figures(world.now()).broken(figuresBefore));
      Set<String> added = inHand(agent);
      added.removeAll(inHandBefore);
      if (!added.isEmpty()) {
        withinCapacity(node, agent);
        AgentInspection.ringingOffers(agent).stream()
            .filter(ring -> added.contains(ring.conversation()))
            .forEach(ring -> isEligible(agent, ring));
        agent.state().reservations().stream()
            .filter(reservation -> added.contains(reservation.conversation()))
            .forEach(reservation -> isEligible(agent, reservation.reserved()));
      }
    }
  }

  /** An entity's own reports of violations during routing are never false alarms. */
  private static void seesNothingBroken(Node<?, ?, ?> node, Set<Invariant> broken) {
    if (!broken.isEmpty()) {
      throw new Broken("%s reports that %s is broken".formatted(node.address(), broken));
    }
  }

  private void withinCapacity(Node<?, ?, ?> node, AgentMachine agent) {
    AgentAvailability view = AgentInspection.availability(agent, world.now());
    AccountPolicy policy = world.policyOf(node);
    int inHand = agent.state().reservations().size() + AgentInspection.ringingOffers(agent).size();
    int maximum =
        Optional.ofNullable(policy.agents().get(view.id()))
            .map(AgentPolicy::maxConversations)
            .orElse(0);
    long overdraft =
        policy.skills().values().stream()
            .mapToLong(skill -> skill.weights().overdraft())
            .max()
            .orElse(0);
    boolean within =
        policy.capacityMode() == CapacityMode.MAX_CONCURRENT
            ? inHand <= maximum
            : view.load() <= maximum * DynamicWeights.ONE + overdraft;
    if (!within) {
      throw new Broken(
          "I3: %s takes %d, load %d, of %d".formatted(view.id(), inHand, view.load(), maximum));
    }
  }

  private void isEligible(AgentMachine agent, Ring ring) {
    isEligible(agent, ring.offer().skill(), ring.conversation(), ring.offer().eligibility());
  }

  private void isEligible(AgentMachine agent, Reserved held) {
    if (held.offer().isPresent()) {
      isEligible(agent, held.skill(), held.conversation(), held.eligibility().orElseThrow());
    } else if (agent.state().presence() == Presence.OFFLINE) {
      throw new Broken("I4: %s takes over although offline".formatted(held.reservation()));
    }
  }

  private void isEligible(
      AgentMachine agent, String skill, String conversation, Eligibility eligibility) {
    AgentAvailability view = AgentInspection.availability(agent, world.now());
    AgentPolicy own = agent.policy().agents().get(view.id());
    boolean open =
        !(eligibility.access() instanceof Access.OnlyAgent only && !only.agent().equals(view.id()))
            && !(eligibility.access() instanceof Access.OnlyGroup group
                && !own.group().equals(Optional.of(group.group())));
    if (own == null || !own.skills().contains(skill) || !view.isOnline() || !open) {
      throw new Broken("I4: %s takes %s of %s".formatted(view, conversation, skill));
    }
  }

  /**
   * The turns of overflow are those of accepted conversations and of all present offers. After a
   * change of the plan in this incarnation of the queue, each continues with its balance.
   */
  void turnsAgree(Node<?, ?, ?> node) {
    if (!(node instanceof QueueNode queue) || !queue.isAwake() || replanned.contains(node)) {
      return;
    }
    QueueState log = queue.machine().snapshot();
    Optional<Ledger> shown = queue.machine().figures(queue.clock(world.now())).shares();
    if (log.plan().isEmpty() || shown.isEmpty()) {
      return;
    }
    Distributor shares = new Distributor(log.plan().get(), log.shares().orElseThrow());
    OverflowTurns turns = shares.overflowTurns();
    for (QueueState.QueueEntry entry : log.entries()) {
      QueueInspection.offerOf(queue.machine(), entry.conversation().id())
          .flatMap(Outstanding::placing)
          .ifPresent(
              placing -> {
                turns.take(placing);
                world.coverage().saw("an overflow counted while it rings");
              });
    }
    if (!overflow(shares.ledger(turns)).equals(overflow(shown.get()))) {
      throw new Broken(
          "I7: %s counts overflow as %s, not as %s"
              .formatted(queue.address(), overflow(shown.get()), overflow(shares.ledger(turns))));
    }
  }

  private static List<Double> overflow(Ledger ledger) {
    return ledger.groups().stream().map(Ledger.GroupTotals::overflowDeviation).toList();
  }

  /** Without messages between them, a queue and its distributor have the same counts. */
  void sharesAgree(Node<?, ?, ?> node) {
    if (!(node instanceof QueueNode queue) || !queue.inbox().isEmpty()) {
      return;
    }
    QueueState log = queue.machine().snapshot();
    var logged = log.plan().flatMap(any -> log.shares());
    var working = QueueInspection.countsOf(queue.distributor());
    if (logged.isEmpty() || working.isEmpty()) {
      return;
    }
    world.coverage().saw("a ledger compared with its log");
    boolean agree =
        logged.get().primary().allotted().equals(working.get().primary().allotted())
            && logged.get().secondary().allotted().equals(working.get().secondary().allotted())
            && logged.get().undisturbed().equals(working.get().undisturbed());
    if (!agree) {
      throw new Broken(
          "I7: the log of %s shares otherwise than its distributor".formatted(queue.address()));
    }
  }
}
