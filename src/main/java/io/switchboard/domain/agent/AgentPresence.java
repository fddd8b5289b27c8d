package io.switchboard.domain.agent;

import io.switchboard.domain.agent.AgentEvent.PresenceChanged;
import io.switchboard.domain.agent.AgentEvent.PresenceReason;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.statemachine.WakeUpTimes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Presence of an agent, with leases of their clients (routing rules, section 3.3). */
final class AgentPresence extends AgentPart {
  private final RingingOffers ringingOffers;
  private final WorkSearch workSearch;
  private final PresenceLeases leases = new PresenceLeases();

  AgentPresence(AgentMachine whole) {
    super(whole);
    this.ringingOffers = whole.ringingOffers;
    this.workSearch = whole.workSearch;
  }

  /** Starts a new incarnation: each lease begins again with its whole duration. */
  void begin(long now) {
    leaveUnlessEnabled(now);
    leases.begin(state().leases(), now);
  }

  /** Applies the request of a client; false if it was refused. */
  boolean change(SetPresence present, Requester client, long now) {
    Map<String, Long> durations = leasesAfter(present);
    boolean isBehind =
        present.configurationRevision().filter(by -> by > policy().revision()).isPresent();
    boolean isKnown = capacity.own().enabledSince().isPresent();
    if (isBehind && !isKnown) {
      refuse(
          client,
          Reply.Reason.BUSY,
          "The newest configuration has not reached the agent's node yet; repeat the request.");
      return false;
    }
    if (!policy().agents().containsKey(agent)) {
      refuse(client, Reply.Reason.NOT_FOUND, "Agent " + agent + " does not exist.");
      return false;
    }
    if (!isKnown && present.presence() != Presence.OFFLINE) {
      refuse(client, Reply.Reason.CONFLICT, "Agent " + agent + " is disabled.");
      return false;
    }
    if (durations.size() > PresenceLeases.MOST_CLIENTS) {
      refuse(
          client,
          Reply.Reason.CONFLICT,
          "Agent %s has presence leases of %d clients, which is the maximum."
              .formatted(agent, PresenceLeases.MOST_CLIENTS));
      return false;
    }
    if (present.presence() != state().presence()) {
      ringingOffers.forgiveMissed();
    }
    boolean isNews =
        present.presence() != state().presence() || !durations.equals(state().leases());
    if (isNews || isBehind) {
      become(
          present.presence(),
          durations,
          PresenceReason.REQUESTED,
          present.configurationRevision(),
          now);
    }
    leases.renew(present.client(), durations, now);
    return true;
  }

  private Map<String, Long> leasesAfter(SetPresence present) {
    if (present.presence() == Presence.OFFLINE) {
      return Map.of();
    }
    Map<String, Long> durations = new HashMap<>(state().leases());
    durations.remove(present.client());
    present.lease().ifPresent(lease -> durations.put(present.client(), lease));
    return durations;
  }

  /** Sets a removed or disabled agent offline, also for the time when they are enabled again. */
  void leaveUnlessEnabled(long now) {
    boolean counts =
        capacity
            .own()
            .enabledSince()
            .filter(since -> since <= state().presentBy().orElse(Long.MAX_VALUE))
            .isPresent();
    if (!counts && state().presence() != Presence.OFFLINE) {
      become(Presence.OFFLINE, Map.of(), PresenceReason.DISABLED, revision(), now);
    }
  }

  /** Sets the agent away because they missed too many offers in a row. */
  void leave(long now) {
    become(Presence.AWAY, state().leases(), PresenceReason.OFFERS_MISSED, revision(), now);
  }

  /** Ends the leases whose time is over. The agent goes offline when no lease is left. */
  void tick(long now) {
    if (WakeUpTimes.isDue(leases.next(), now)) {
      Map<String, Long> running = leases.running(state().leases(), now);
      become(
          running.isEmpty() ? Presence.OFFLINE : state().presence(),
          running,
          PresenceReason.LEASE_ENDED,
          revision(),
          now);
    }
  }

  /** {@code by}: the revision of the configuration that the request depends on. */
  private void become(
      Presence presence,
      Map<String, Long> durations,
      PresenceReason reason,
      Optional<Long> by,
      long now) {
    boolean changes = presence != state().presence();
    long newest = Math.max(policy().revision(), by.orElse(Long.MIN_VALUE));
    emit(new PresenceChanged(presence, durations, reason, now, Optional.of(newest)));
    leases.retain(durations);
    if (changes) {
      signal(new AgentNotification.PresenceChanged(presence, now));
      if (presence != Presence.ONLINE) {
        ringingOffers.giveBackAll();
      }
      workSearch.becomes(now);
    }
  }

  OptionalLong nextTimer() {
    return leases.next();
  }

  /** The time at which the last lease ends and the agent goes offline; empty if there is none. */
  OptionalLong ends() {
    return leases.last();
  }
}
