package io.switchboard.chaos;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The last acknowledged changes by kind: what they were about is worth asking an old node for. */
final class Recent {
  private static final int KEPT = 48;

  private final Map<String, Deque<Call>> changes = new HashMap<>();

  /** Takes an attempt into account; only an acknowledged change counts. */
  synchronized void note(Call call) {
    if (call.isAcknowledged() && !call.what().equals("LOOK")) {
      Deque<Call> kind = changes.computeIfAbsent(call.what(), any -> new ArrayDeque<>());
      kind.addLast(call);
      if (kind.size() > KEPT) {
        kind.removeFirst();
      }
    }
  }

  /** One of the last changes of this kind; empty when there was none. */
  synchronized Optional<Call> any(String what, Random random) {
    List<Call> kind = List.copyOf(changes.getOrDefault(what, new ArrayDeque<>()));
    return kind.isEmpty() ? Optional.empty() : Optional.of(kind.get(random.nextInt(kind.size())));
  }
}
