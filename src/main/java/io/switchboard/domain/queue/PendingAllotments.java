package io.switchboard.domain.queue;

import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Allotments that the queue has requested from its distributor. The queue stores every answer, even
 * if the conversation has left meanwhile, so that the distributor and the log count the same.
 */
final class PendingAllotments {

  record Key(String conversation, int routingEpoch) {
    static Key of(Enqueue enqueue) {
      return new Key(enqueue.conversation().id(), enqueue.routingEpoch());
    }
  }

  /** A request. If it is cancelled, the allotment is stored but the conversation does not enter. */
  record Pending(Enqueue enqueue, boolean cancelled) {}

  private final Map<Key, Pending> pending = new LinkedHashMap<>();

  void await(Enqueue enqueue) {
    pending.put(Key.of(enqueue), new Pending(enqueue, false));
  }

  boolean isAwaited(Enqueue enqueue) {
    return pending.containsKey(Key.of(enqueue));
  }

  int size() {
    return pending.size();
  }

  /** Cancels the requests of a conversation up to this routing epoch. */
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

  /** Removes all requests, and returns those that are not cancelled, to be made again. */
  List<Enqueue> restart() {
    List<Enqueue> waiting =
        pending.values().stream().filter(one -> !one.cancelled()).map(Pending::enqueue).toList();
    pending.clear();
    return waiting;
  }
}
