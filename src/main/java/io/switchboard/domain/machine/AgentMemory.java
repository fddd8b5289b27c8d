package io.switchboard.domain.machine;

import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.machine.AgentEvent.Began;
import io.switchboard.domain.machine.AgentEvent.Held;
import io.switchboard.domain.machine.AgentEvent.HoldActivated;
import io.switchboard.domain.machine.AgentEvent.HoldDropped;
import io.switchboard.domain.machine.AgentEvent.HoldReleased;
import io.switchboard.domain.machine.AgentEvent.PresenceChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an agent must not forget. Times are nanoseconds.
 *
 * @param since when the presence became what it is
 * @param leases the clients that say so for a time only, and how long each does without saying it
 *     again
 * @param presentBy the revision of the configuration by which the presence was said, if known
 * @param holds conversations that the agent has or claims, in the order in which they came
 * @param letGo holds that the agent has let go of, and that may not be in other hands yet
 * @param minted how many holds there have ever been, so that no two are alike
 * @param idleSince when the agent last received a conversation; before that, when they first came
 *     online; empty: never
 * @param asOf the revision of the configuration by which the last was decided, if that is known
 */
public record AgentMemory(
    Presence presence,
    long since,
    Map<String, Long> leases,
    Optional<Long> presentBy,
    List<Hold> holds,
    List<LetGo> letGo,
    long minted,
    Optional<Long> idleSince,
    Optional<Long> asOf) {

  private static final Cases<AgentMemory, AgentEvent, AgentMemory> CHANGES =
      Cases.<AgentMemory, AgentEvent, AgentMemory>of(AgentEvent.class)
          .when(Began.class, (memory, began) -> memory)
          .when(PresenceChanged.class, AgentMemory::present)
          .when(Held.class, AgentMemory::held)
          .when(HoldActivated.class, AgentMemory::activated)
          .when(HoldDropped.class, AgentMemory::dropped)
          .when(HoldReleased.class, AgentMemory::released)
          .complete();

  /** An agent who has never been there. */
  public static final AgentMemory NEW =
      new AgentMemory(
          Presence.OFFLINE,
          0,
          Map.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          0,
          Optional.empty(),
          Optional.empty());

  public AgentMemory {
    leases = Map.copyOf(leases);
    holds = List.copyOf(holds);
    letGo = List.copyOf(letGo);
  }

  /** A hold that is none any more. */
  public record LetGo(String hold, String conversation) {}

  /** Room that the agent keeps for a conversation; active once the claim was good. */
  public record Hold(Held held, Optional<Long> activeSince) {
    String id() {
      return held.hold();
    }

    String conversation() {
      return held.conversation().id();
    }

    boolean isActive() {
      return activeSince.isPresent();
    }
  }

  Optional<Hold> find(String hold) {
    for (Hold one : holds) {
      if (one.id().equals(hold)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  Optional<Hold> ofConversation(String conversation) {
    for (Hold one : holds) {
      if (one.conversation().equals(conversation)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Whether the agent would wake this conversation after a crash. */
  boolean names(String conversation) {
    return ofConversation(conversation).isPresent()
        || letGo.stream().anyMatch(one -> one.conversation().equals(conversation));
  }

  AgentMemory after(AgentEvent event) {
    return CHANGES.apply(this, event);
  }

  private AgentMemory present(PresenceChanged changed) {
    Optional<Long> idle =
        changed.presence() == Presence.ONLINE
            ? idleSince.or(() -> Optional.of(changed.at()))
            : idleSince;
    return new AgentMemory(
        changed.presence(),
        changed.presence() == presence ? since : changed.at(),
        changed.leases(),
        changed.asOf(),
        holds,
        letGo,
        minted,
        idle,
        changed.asOf().or(() -> asOf));
  }

  private AgentMemory held(Held held) {
    List<Hold> more = new ArrayList<>(holds);
    more.add(new Hold(held, Optional.empty()));
    return new AgentMemory(
        presence,
        since,
        leases,
        presentBy,
        more,
        letGo,
        minted + 1,
        Optional.of(held.offeredAt()),
        held.asOf().or(() -> asOf));
  }

  private AgentMemory activated(HoldActivated active) {
    List<Hold> changed = new ArrayList<>(holds);
    changed.replaceAll(
        one ->
            one.id().equals(active.hold()) ? new Hold(one.held(), Optional.of(active.at())) : one);
    return with(changed, letGo);
  }

  private AgentMemory dropped(HoldDropped dropped) {
    return with(holdsBut(dropped.hold()), letGo);
  }

  private AgentMemory released(HoldReleased released) {
    return with(holdsBut(released.hold()), letGoAfter(released));
  }

  private List<Hold> holdsBut(String hold) {
    return holds.stream().filter(one -> !one.id().equals(hold)).toList();
  }

  private AgentMemory with(List<Hold> newHolds, List<LetGo> newLetGo) {
    return new AgentMemory(
        presence, since, leases, presentBy, newHolds, newLetGo, minted, idleSince, asOf);
  }

  private List<LetGo> letGoAfter(HoldReleased released) {
    List<LetGo> after = new ArrayList<>(letGo);
    after.removeIf(one -> released.handedOn().contains(one.hold()));
    find(released.hold()).ifPresent(hold -> after.add(new LetGo(hold.id(), hold.conversation())));
    return after;
  }
}
