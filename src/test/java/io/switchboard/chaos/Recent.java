package io.switchboard.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Recent acknowledged changes of a few hundred conversations and agents. A frozen node may have
 * them in memory in an older state.
 */
final class Recent {
  private static final int KEPT = 400;

  /**
   * A conversation or agent.
   *
   * @param firstAt when a change of it was first acknowledged, in nanoseconds since the epoch
   * @param last the last change
   * @param accepted the last accept; empty if there was none
   */
  record Change(String id, long firstAt, Call last, Optional<Call> accepted) {
    /** Whether it was known before a moment and has changed since. */
    boolean isSince(long time) {
      return firstAt < time && last.answeredAt() > time;
    }

    private Change then(Call call) {
      boolean isAccepted = call.what().equals("ACCEPT");
      return new Change(id, firstAt, call, isAccepted ? Optional.of(call) : accepted);
    }
  }

  private final Map<String, Change> conversations = new LinkedHashMap<>();
  private final Map<String, Change> agents = new LinkedHashMap<>();

  /** Notes an attempt; only an acknowledged change counts. */
  synchronized void note(Call call) {
    if (!call.isAcknowledged() || call.what().equals("LOOK") || call.what().equals("CONFIGURE")) {
      return;
    }
    if (call.what().equals("PRESENCE")) {
      note(agents, call.subject(), call);
      return;
    }
    Change change = note(conversations, call.subject(), call);
    change
        .accepted()
        .map(accepted -> accepted.with().get("agent"))
        .ifPresent(agent -> note(agents, agent, call));
  }

  private static Change note(Map<String, Change> all, String id, Call call) {
    Change before = all.remove(id);
    Change after =
        (before == null ? new Change(id, call.answeredAt(), call, Optional.empty()) : before)
            .then(call);
    all.put(id, after);
    if (all.size() > KEPT) {
      all.remove(all.keySet().iterator().next());
    }
    return after;
  }

  /** A random conversation that was known before a moment and has changed since. */
  synchronized Optional<Change> conversationSince(long time, Random random) {
    return any(conversations, change -> change.isSince(time), random);
  }

  /** A random agent that was known before a moment and has changed since. */
  synchronized Optional<Change> agentSince(long time, Random random) {
    return any(agents, change -> change.isSince(time), random);
  }

  /** A random conversation whose last change was of this kind. */
  synchronized Optional<Change> conversation(String lastChange, Random random) {
    return any(conversations, change -> change.last().what().equals(lastChange), random);
  }

  private static Optional<Change> any(
      Map<String, Change> all, Predicate<Change> such, Random random) {
    List<Change> fitting = new ArrayList<>(all.values().stream().filter(such).toList());
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(fitting.get(random.nextInt(fitting.size())));
  }
}
