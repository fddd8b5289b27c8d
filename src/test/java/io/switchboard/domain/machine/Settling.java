package io.switchboard.domain.machine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.machine.AgentMemory.Hold;
import io.switchboard.domain.machine.Rings.Ring;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.WaitingConversation;
import java.util.List;
import java.util.Optional;

/**
 * The end of a schedule: faults stop, now and then with one that kills everybody, after which
 * nobody may repeat anything; every agent comes online, and whatever rings is accepted. Then
 * everything must come to rest, in bounded time.
 */
final class Settling {
  private static final int MOST_AT_ONE_MOMENT = 3_000;
  private static final int MOST_TICKS = 2_000;
  private static final int MOST_PER_MINUTE = 400;
  private static final long MINUTE = 60_000_000_000L;

  private final World world;

  Settling(World world) {
    this.world = world;
  }

  void run() {
    if (world.network().faults().crash() > 0 && world.random().nextBoolean()) {
      world.blackOut();
    }
    world.network().becomeReliable();
    world.catchUp();
    for (String agent : world.landscape().agents()) {
      present(agent);
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

  private void present(String agent) {
    world
        .clients()
        .ask(Address.agent(agent), new AgentMessage.Present(Presence.ONLINE, Optional.empty()));
  }

  /** Nobody leaves for good: who did, by a lease or by missing offers, is back. */
  private void comeBack() {
    for (String agent : world.landscape().agents()) {
      boolean isThere =
          world
              .fleet()
              .agent(agent)
              .map(AgentMachine::memory)
              .filter(known -> known.presence() == Presence.ONLINE && known.leases().isEmpty())
              .isPresent();
      if (!isThere) {
        present(agent);
      }
    }
  }

  /** All that is on its way arrives, and every ring is accepted. */
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
      for (Ring ring : agent.machine().rings()) {
        if (ring.expiresAt() > agent.clock(world.now())) {
          world.clients().ask(agent.address(), new AgentMessage.Accept(ring.conversation()));
          accepts = true;
        }
      }
    }
    return accepts;
  }

  /** At rest there is little to say. */
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

  // --- what is still wrong ---

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
      for (Hold hold : node.machine().memory().holds()) {
        if (!hold.isActive()) {
          return Optional.of(node.address() + " still claims " + hold.conversation());
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> problemOf(ConversationState state) {
    String id = state.requested().id();
    return switch (state.phase()) {
      case CLOSED -> Optional.empty();
      case RELEASING -> Optional.of(id + " is still leaving " + state.holder());
      case ASSIGNED -> {
        boolean known =
            world
                .fleet()
                .agent(state.holder().orElseThrow().agent())
                .flatMap(agent -> agent.memory().find(state.holder().orElseThrow().hold()))
                .filter(Hold::isActive)
                .isPresent();
        yield known ? Optional.empty() : Optional.of(state.holder() + " does not know of " + id);
      }
      case WAITING -> waitsWrongly(id, state);
    };
  }

  private Optional<String> waitsWrongly(String id, ConversationState state) {
    if (!world.watcher().acknowledged().contains(id)) {
      return world.watcher().turnedAway().contains(id)
          ? Optional.empty()
          : Optional.of(id + " has begun, but nobody was told");
    }
    Optional<Integer> hop = world.fleet().queue(state.skill()).flatMap(queue -> queue.hopOf(id));
    return hop.equals(Optional.of(state.hop()))
        ? Optional.empty()
        : Optional.of("%s waits for %s, which has it on %s".formatted(id, brief(state), hop));
  }

  private static String brief(ConversationState state) {
    return state.skill() + " on hop " + state.hop();
  }

  /** Whoever is in a line does wait there, and nobody who has room may take them. */
  private Optional<String> inLine(QueueNode queue) {
    String skill = queue.address().id();
    return queue.machine().snapshot().entries().stream()
        .flatMap(
            entry ->
                isElsewhere(entry, skill)
                    .or(() -> couldTake(entry.conversation(), world.newestPolicy(), skill))
                    .stream())
        .findFirst();
  }

  private Optional<String> isElsewhere(QueueSnapshot.Entry entry, String skill) {
    String id = entry.conversation().id();
    return world
        .fleet()
        .conversation(id)
        .filter(
            state ->
                !state.isWaiting() || state.hop() != entry.hop() || !state.skill().equals(skill))
        .map(state -> "%s is in the line of %s, but %s".formatted(id, skill, state.phase()));
  }

  /** I6: an agent who may take a conversation that waits, and has room. */
  private Optional<String> couldTake(
      WaitingConversation waiting, AccountPolicy policy, String skillId) {
    SkillPolicy skill = policy.skills().get(skillId);
    if (skill == null) {
      return Optional.of(waiting.id() + " waits for " + skillId + ", which is gone");
    }
    List<AgentView> openTo =
        skill.agents().stream()
            .flatMap(agent -> world.fleet().agent(agent).stream())
            .map(agent -> agent.view(world.now()))
            .filter(view -> view.isOnline() && isOpenTo(waiting, view))
            .toList();
    boolean targeted = waiting.access() instanceof Access.OnlyAgent;
    boolean refusalsCount =
        !targeted
            && openTo.stream()
                .anyMatch(
                    view -> view.couldTake(skill) && !waiting.refusedBy().contains(view.id()));
    return openTo.stream()
        .filter(view -> view.hasRoomFor(skill))
        .filter(view -> !refusalsCount || !waiting.refusedBy().contains(view.id()))
        .findFirst()
        .map(
            view ->
                "I6: %s waits for %s although %s could take it".formatted(waiting, skillId, view));
  }

  private static boolean isOpenTo(WaitingConversation waiting, AgentView view) {
    if (waiting.access() instanceof Access.OnlyAgent only) {
      return only.agent().equals(view.id());
    }
    return !(waiting.access() instanceof Access.OnlyGroup only)
        || only.group().equals(view.group());
  }
}
