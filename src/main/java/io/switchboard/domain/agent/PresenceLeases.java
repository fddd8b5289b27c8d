package io.switchboard.domain.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Ends of an agent's presence leases, in memory only: a restart begins each lease anew. */
final class PresenceLeases {
  /** Maximum number of clients of one agent with a lease. */
  static final int MOST_CLIENTS = 16;

  private final Map<String, Long> ends = new HashMap<>();

  /** Starts these leases and deletes all others. Durations are in nanoseconds. */
  void begin(Map<String, Long> leases, long now) {
    ends.clear();
    leases.forEach((client, lease) -> ends.put(client, now + lease));
  }

  /** Starts the lease of one client again, if it has one. */
  void renew(String client, Map<String, Long> leases, long now) {
    if (leases.containsKey(client)) {
      ends.put(client, now + leases.get(client));
    }
  }

  /** Deletes the leases of all other clients. */
  void retain(Map<String, Long> leases) {
    ends.keySet().retainAll(leases.keySet());
  }

  /** Those of the given leases whose time is not over. */
  Map<String, Long> running(Map<String, Long> leases, long now) {
    Map<String, Long> running = new HashMap<>(leases);
    running.keySet().removeIf(client -> ends.getOrDefault(client, now) <= now);
    return running;
  }

  /** The time at which the next lease ends. */
  OptionalLong next() {
    return ends.isEmpty()
        ? OptionalLong.empty()
        : ends.values().stream().mapToLong(end -> end).min();
  }

  /** The time at which the last lease ends and the agent goes offline. */
  OptionalLong last() {
    return ends.values().stream().mapToLong(end -> end).max();
  }
}
