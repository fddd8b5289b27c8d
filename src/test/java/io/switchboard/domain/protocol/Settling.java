package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentInspection;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.agent.AgentState.Reservation;
import io.switchboard.domain.agent.RingingOffers.Ring;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationState.Assigned;
import io.switchboard.domain.conversation.ConversationState.Closed;
import io.switchboard.domain.conversation.ConversationState.Releasing;
import io.switchboard.domain.conversation.ConversationState.Waiting;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.queue.QueueInspection;
import io.switchboard.domain.queue.QueueState;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.SkillSelection;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The end of a schedule: faults stop, sometimes with a crash of all entities, after which no client
 * may repeat a request; in half of the schedules each agent comes online, in the other half some
 * are offline; ringing offers are accepted. Then all must come to rest in bounded time.
 */
final class Settling {
  private static final int MOST_AT_ONE_MOMENT = 3_000;
  private static final int MOST_TICKS = 2_000;
  private static final int MOST_PER_MINUTE = 400;
  private static final long MINUTE = 60_000_000_000L;

  private static final Cases<Settling, ConversationState, Optional<String>> PROBLEMS =
      Cases.<Settling, ConversationState, Optional<String>>of(ConversationState.class)
          .when(Waiting.class, Settling::waitsWrongly)
          .when(Assigned.class, Settling::isUnknown)
          .when(
              Releasing.class,
              state ->
                  Optional.of(
                      state.conversation().id() + " is still leaving " + state.assignment()))
          .when(Closed.class, state -> Optional.empty())
          .complete();

  private final ProtocolSimulator world;
  private final Set<String> coming = new LinkedHashSet<>();

  Settling(ProtocolSimulator world) {
    this.world = world;
  }

  void run() {
    if (world.network().faults().crash() > 0 && world.random().nextBoolean()) {
      world.blackOut();
    }
    world.network().becomeReliable();
    world.catchUp();
    List<String> agents = world.landscape().agents();
    boolean everybodyComes = world.random().nextBoolean();
    for (String agent : agents) {
      if (everybodyComes || world.random().nextBoolean()) {
        present(agent, Presence.ONLINE);
        coming.add(agent);
      } else {
        present(agent, Presence.OFFLINE);
      }
    }
    for (int i = 0; i < MOST_TICKS; i++) {
      arrive();
      Optional<String> problem = unsettled();
      if (problem.isEmpty()) {
        staysQuiet();
        return;
      }
      if (i % 8 == 0) {
        world.clients().insistOnBeginning();
      } else {
        world.tickNext(0);
      }
      comeBack();
    }
    throw new Broken("does not settle: %s".formatted(unsettled().orElseThrow()));
  }

  private void present(String agent, Presence presence) {
    world
        .clients()
        .ask(Address.agent(agent), new AgentMessage.SetPresence(presence, Optional.empty()));
  }

  /** Agents stay online: after an expired lease or missed offers they come online again. */
  private void comeBack() {
    for (String agent : coming) {
      boolean isThere =
          world
              .fleet()
              .agent(agent)
              .map(AgentMachine::state)
              .filter(known -> known.presence() == Presence.ONLINE && known.leases().isEmpty())
              .isPresent();
      if (!isThere) {
        present(agent, Presence.ONLINE);
      }
    }
  }

  /** Delivers all messages and accepts all ringing offers. */
  private int arrive() {
    int arrived = 0;
    while (!world.isQuiet() || acceptsSomething()) {
      world.deliver();
      if (++arrived > MOST_AT_ONE_MOMENT) {
        throw new Broken("a storm of messages");
      }
    }
    return arrived;
  }

  private boolean acceptsSomething() {
    boolean accepts = false;
    for (var agent : world.fleet().agents()) {
      for (Ring ring : AgentInspection.ringingOffers(agent.machine())) {
        if (ring.expiresAt() > agent.clock(world.now())) {
          world.clients().ask(agent.address(), new AgentMessage.Accept(ring.conversation()));
          accepts = true;
        }
      }
    }
    return accepts;
  }

  /** At rest there are few messages. */
  private void staysQuiet() {
    long until = world.now() + MINUTE;
    int busy = 0;
    while (world.now() < until && world.tickNext(0)) {
      busy += 1 + arrive();
      if (busy > MOST_PER_MINUTE) {
        throw new Broken("is not quiet at rest");
      }
    }
  }

  // --- remaining violations ---

  private Optional<String> unsettled() {
    for (var node : world.fleet().conversations()) {
      Optional<String> problem = node.machine().state().flatMap(this::problemOf);
      if (problem.isPresent()) {
        return problem;
      }
    }
    for (QueueNode queue : world.fleet().queues()) {
      Optional<String> problem = inLine(queue);
      if (problem.isPresent()) {
        return problem;
      }
    }
    for (var node : world.fleet().agents()) {
      for (Reservation reservation : node.machine().state().reservations()) {
        if (!reservation.isActive()) {
          return Optional.of(node.address() + " still claims " + reservation.conversation());
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> problemOf(ConversationState state) {
    return PROBLEMS.apply(this, state);
  }

  private Optional<String> isUnknown(Assigned state) {
    boolean known =
        world
            .fleet()
            .agent(state.assignment().agent())
            .flatMap(agent -> agent.state().find(state.assignment().reservation()))
            .filter(Reservation::isActive)
            .isPresent();
    return known
        ? Optional.empty()
        : Optional.of(state.assignment() + " does not know of " + state.conversation().id());
  }

  private Optional<String> waitsWrongly(Waiting state) {
    String id = state.conversation().id();
    if (!world.watcher().answers().acknowledged().contains(id)) {
      return world.watcher().answers().turnedAway().contains(id)
          ? Optional.empty()
          : Optional.of(id + " has begun, but nobody was told");
    }
    Optional<Integer> routingEpoch =
        world
            .fleet()
            .queue(state.skill())
            .flatMap(queue -> QueueInspection.routingEpochOf(queue, id));
    return routingEpoch.equals(Optional.of(state.routingEpoch()))
        ? Optional.empty()
        : Optional.of(
            "%s waits for %s, which has it on %s".formatted(id, brief(state), routingEpoch));
  }

  private static String brief(ConversationState state) {
    return state.skill() + " in routing epoch " + state.routingEpoch();
  }

  /** Each conversation in a queue waits, and no agent with capacity may take it. */
  private Optional<String> inLine(QueueNode queue) {
    String skill = queue.address().id();
    return queue.machine().snapshot().entries().stream()
        .flatMap(
            entry ->
                isElsewhere(entry, skill).or(() -> couldTake(queue, entry.conversation())).stream())
        .findFirst();
  }

  private Optional<String> isElsewhere(QueueState.QueueEntry entry, String skill) {
    String id = entry.conversation().id();
    return world
        .fleet()
        .conversation(id)
        .filter(
            state ->
                !(state instanceof Waiting)
                    || state.routingEpoch() != entry.routingEpoch()
                    || !state.skill().equals(skill))
        .map(
            state ->
                "%s is in the line of %s, but %s"
                    .formatted(id, skill, state.getClass().getSimpleName()));
  }

  /**
   * I6: an eligible agent with capacity for a waiting conversation. Access is derived from the
   * configuration and from the real presence, not from the state of the queue.
   */
  private Optional<String> couldTake(QueueNode queue, WaitingConversation waiting) {
    String skillId = queue.address().id();
    AccountPolicy policy = world.newestPolicy();
    SkillPolicy skill = policy.skills().get(skillId);
    if (skill == null || new SkillSelection(policy).sendsAway(skillId)) {
      return Optional.of(waiting.id() + " waits for " + skillId + ", where it cannot stay");
    }
    long clock = queue.clock(world.now());
    List<AgentAvailability> there =
        skill.agents().stream()
            .flatMap(agent -> world.fleet().agent(agent).stream())
            .map(agent -> AgentInspection.availability(agent, world.now()))
            .filter(AgentAvailability::isOnline)
            .toList();
    List<AgentAvailability> openTo =
        there.stream().filter(view -> isOpenTo(waiting, view, skill, there, clock)).toList();
    return openTo.stream()
        .filter(view -> view.hasCapacityFor(skill))
        .filter(view -> !isExcluded(waiting, view, skill, openTo, clock))
        .findFirst()
        .map(
            view ->
                "I6: %s waits for %s although %s could take it".formatted(waiting, skillId, view));
  }

  private static boolean isOpenTo(
      WaitingConversation waiting,
      AgentAvailability view,
      SkillPolicy skill,
      List<AgentAvailability> there,
      long clock) {
    if (waiting.access() instanceof Access.OnlyAgent only
        && skill.agents().contains(only.agent())
        && clock < only.since() + skill.transferToAgentMaxWait()) {
      return only.agent().equals(view.id());
    }
    boolean opened =
        waiting.access().equals(Access.ANYONE)
            || clock - waiting.enteredAt() >= skill.maxWaitTime()
            || there.stream().noneMatch(other -> isOf(waiting.group(), other));
    return skill.distribution().isEmpty()
        || isOf(waiting.group(), view)
        || (skill.opens() && opened);
  }

  private static boolean isOf(Optional<String> group, AgentAvailability view) {
    return group.filter(view.group()::equals).isPresent();
  }

  private static boolean isExcluded(
      WaitingConversation waiting,
      AgentAvailability view,
      SkillPolicy skill,
      List<AgentAvailability> openTo,
      long clock) {
    List<AgentAvailability> willing =
        openTo.stream()
            .filter(other -> other.couldTake(skill) && !waiting.refusedBy().contains(other.id()))
            .toList();
    boolean isOverdue = clock >= waiting.dueAt();
    return !(waiting.access() instanceof Access.OnlyAgent)
        && waiting.refusedBy().contains(view.id())
        && !willing.isEmpty()
        && (!isOverdue || willing.stream().anyMatch(other -> other.hasCapacityFor(skill)));
  }
}
