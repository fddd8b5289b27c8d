package io.switchboard.domain.machine;

import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.machine.AgentEvent.Because;
import io.switchboard.domain.machine.AgentEvent.PresenceChanged;
import io.switchboard.domain.protocol.AgentMessage.Present;
import io.switchboard.domain.protocol.AgentSignal;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Whether an agent is there, as their clients say and for as long as their leases run (routing
 * rules, section 3.3).
 */
final class AgentPresence extends Part<AgentEvent> {
  private final String id;
  private final Supplier<AgentMemory> memory;
  private final Room room;
  private final Rings rings;
  private final Seeking seeking;
  private final Leases leases = new Leases();

  AgentPresence(
      StateMachine<?, AgentEvent> whole,
      String id,
      Supplier<AgentMemory> memory,
      Room room,
      Rings rings,
      Seeking seeking) {
    super(whole);
    this.id = id;
    this.memory = memory;
    this.room = room;
    this.rings = rings;
    this.seeking = seeking;
  }

  /** Begins another life: each lease has its whole time once more. */
  void begin(long now) {
    leaveUnlessEnabled(now);
    leases.begin(memory().leases(), now);
  }

  /** Does what a client says; false when that is refused. */
  boolean change(Present present, Client client, long now) {
    Map<String, Long> said = leasesAfter(present);
    boolean isBehind = present.asOf().filter(by -> by > policy().revision()).isPresent();
    boolean isKnown = room.own().enabledSince().isPresent();
    if (isBehind && !isKnown) {
      refuse(client, Reply.Reason.BUSY, "the newest configuration has yet to be heard");
      return false;
    }
    if (!policy().agents().containsKey(id)) {
      refuse(client, Reply.Reason.NOT_FOUND, "there is no agent " + id);
      return false;
    }
    if (!isKnown && present.presence() != Presence.OFFLINE) {
      refuse(client, Reply.Reason.CONFLICT, "agent " + id + " is disabled");
      return false;
    }
    if (said.size() > Leases.MOST_CLIENTS) {
      refuse(
          client,
          Reply.Reason.CONFLICT,
          "agent %s has presence leases of %d clients, and can have no more"
              .formatted(id, Leases.MOST_CLIENTS));
      return false;
    }
    if (present.presence() != memory().presence()) {
      rings.forgiveMissed();
    }
    boolean isNews = present.presence() != memory().presence() || !said.equals(memory().leases());
    if (isNews || isBehind) {
      become(present.presence(), said, Because.ASKED, present.asOf(), now);
    }
    leases.renew(present.client(), said, now);
    return true;
  }

  private Map<String, Long> leasesAfter(Present present) {
    if (present.presence() == Presence.OFFLINE) {
      return Map.of();
    }
    Map<String, Long> said = new HashMap<>(memory().leases());
    said.remove(present.client());
    present.lease().ifPresent(lease -> said.put(present.client(), lease));
    return said;
  }

  /**
   * An agent who is removed or disabled is offline, and stays so when enabled again: what was said
   * before they were last enabled does not count.
   */
  void leaveUnlessEnabled(long now) {
    boolean counts =
        room.own()
            .enabledSince()
            .filter(since -> since <= memory().presentBy().orElse(Long.MAX_VALUE))
            .isPresent();
    if (!counts && memory().presence() != Presence.OFFLINE) {
      become(Presence.OFFLINE, Map.of(), Because.DISABLED, revision(), now);
    }
  }

  /** The agent is away, as they missed too many offers. */
  void leave(long now) {
    become(Presence.AWAY, memory().leases(), Because.OFFERS_MISSED, revision(), now);
  }

  /** Ends the leases whose time is up; with the last of them the agent is offline. */
  void tick(long now) {
    if (Timers.isDue(leases.next(), now)) {
      Map<String, Long> running = leases.running(memory().leases(), now);
      become(
          running.isEmpty() ? Presence.OFFLINE : memory().presence(),
          running,
          Because.LEASE_ENDED,
          revision(),
          now);
    }
  }

  /**
   * @param by the revision of the configuration by which it was said
   */
  private void become(
      Presence presence, Map<String, Long> said, Because because, Optional<Long> by, long now) {
    boolean changes = presence != memory().presence();
    long newest = Math.max(policy().revision(), by.orElse(Long.MIN_VALUE));
    emit(new PresenceChanged(presence, said, because, now, Optional.of(newest)));
    leases.retain(said);
    if (changes) {
      send(new Send.ToDesktop(new AgentSignal.PresenceChanged(presence, now)));
      if (presence != Presence.ONLINE) {
        rings.giveBackAll();
      }
      seeking.becomes(now);
    }
  }

  /** When the next lease is up. */
  OptionalLong nextTimer() {
    return leases.next();
  }

  /** When the last lease is up, so that the agent is offline; empty when none runs. */
  OptionalLong ends() {
    return leases.last();
  }

  private AgentMemory memory() {
    return memory.get();
  }
}
