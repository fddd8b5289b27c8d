package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Conversations that wait to be told their group. Every answer is made durable, even of one that
 * has left meanwhile, so that the distributor and the log never count differently.
 */
final class PendingAllotments {

  /** A conversation on one of its hops. */
  record Key(String conversation, int routingEpoch) {
    static Key of(Enqueue enqueue) {
      return new Key(enqueue.conversation().id(), enqueue.routingEpoch());
    }
  }

  /** What is to be done with the answer. */
  record Pending(Enqueue enqueue, boolean cancelled) {}

  private final Map<Key, Pending> pending = new LinkedHashMap<>();

  void await(Enqueue enqueue) {
    pending.put(Key.of(enqueue), new Pending(enqueue, false));
  }

  boolean isAwaited(Enqueue enqueue) {
    return pending.containsKey(Key.of(enqueue));
  }

  /** How many wait for an answer. */
  int size() {
    return pending.size();
  }

  /** The conversation has left on this hop, and on all before it. */
  void cancel(String conversation, int routingEpoch) {
    pending.replaceAll(
        (key, one) ->
            key.conversation().equals(conversation) && key.routingEpoch() <= routingEpoch
                ? new Pending(one.enqueue(), true)
                : one);
  }

  Optional<Pending> answered(String conversation, int routingEpoch) {
    return Optional.ofNullable(pending.remove(new Key(conversation, routingEpoch)));
  }

  /** Begins anew: those that still wait, which are to be asked about again. */
  List<Enqueue> restart() {
    List<Enqueue> waiting =
        pending.values().stream().filter(one -> !one.cancelled()).map(Pending::enqueue).toList();
    pending.clear();
    return waiting;
  }
}
