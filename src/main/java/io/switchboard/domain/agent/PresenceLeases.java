package io.switchboard.domain.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Until when each client of an agent must say again that they are there (routing rules, section
 * 3.3). Kept in memory only: after a restart each has its whole time once more.
 */
final class PresenceLeases {
  /** How many clients of one agent may have a lease at a time. */
  static final int MOST_CLIENTS = 16;

  private final Map<String, Long> ends = new HashMap<>();

  /** Lets each of these clients begin its time anew, and forgets all others. */
  void begin(Map<String, Long> leases, long now) {
    ends.clear();
    leases.forEach((client, lease) -> ends.put(client, now + lease));
  }

  /** Lets one client begin its time anew, if it has a lease. */
  void renew(String client, Map<String, Long> leases, long now) {
    if (leases.containsKey(client)) {
      ends.put(client, now + leases.get(client));
    }
  }

  /** Forgets all clients but these. */
  void retain(Map<String, Long> leases) {
    ends.keySet().retainAll(leases.keySet());
  }

  /** The leases of those clients whose time is not up. */
  Map<String, Long> running(Map<String, Long> leases, long now) {
    Map<String, Long> running = new HashMap<>(leases);
    running.keySet().removeIf(client -> ends.getOrDefault(client, now) <= now);
    return running;
  }

  /** When the first of them is up. */
  OptionalLong next() {
    return ends.isEmpty()
        ? OptionalLong.empty()
        : ends.values().stream().mapToLong(end -> end).min();
  }

  /** When the last of them is up, so that the agent is offline. */
  OptionalLong last() {
    return ends.values().stream().mapToLong(end -> end).max();
  }
}
