package io.switchboard.actor;

import akka.persistence.testkit.ExpectedFailure;
import akka.persistence.testkit.JournalOperation;
import akka.persistence.testkit.ProcessingPolicy;
import akka.persistence.testkit.ProcessingResult;
import akka.persistence.testkit.ProcessingSuccess;
import akka.persistence.testkit.StorageFailure;
import akka.persistence.testkit.WriteEvents;
import io.switchboard.domain.partition.PartitionWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Observes, delays and fails the writes of single entities. */
public final class JournalGate implements ProcessingPolicy<JournalOperation> {

  /** A delayed write. */
  static final class Held {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    void awaitBegun() {
      await(begun);
    }

    void release() {
      released.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(20, TimeUnit.SECONDS)) {
          throw new AssertionError("nothing came");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private final CommittedStates states = new CommittedStates();
  private final Map<String, List<Integer>> batches = new ConcurrentHashMap<>();
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> failing = new ConcurrentHashMap<>();

  /** The states that were written. */
  CommittedStates states() {
    return states;
  }

  /** Delays the entity's next write, and with it the whole journal, until it is released. */
  Held holdNextWrite(String persistenceId) {
    Held next = new Held();
    held.put(persistenceId, next);
    return next;
  }

  /** Fails this number of the entity's next writes. */
  public void failNextWrites(String persistenceId, int writes) {
    failing.put(persistenceId, new AtomicInteger(writes));
  }

  /** How many of the entity's next writes fail. */
  int failuresLeft(String persistenceId) {
    return Math.max(0, failing.get(persistenceId).get());
  }

  /** The number of events in each successful write of the entity. */
  List<Integer> batches(String persistenceId) {
    List<Integer> sizes = batches.getOrDefault(persistenceId, List.of());
    synchronized (sizes) {
      return List.copyOf(sizes);
    }
  }

  @Override
  public ProcessingResult tryProcess(String persistenceId, JournalOperation operation) {
    if (!(operation instanceof WriteEvents write)) {
      return ProcessingSuccess.getInstance();
    }
    Held hold = held.remove(persistenceId);
    if (hold != null) {
      hold.begun.countDown();
      Held.await(hold.released);
    }
    AtomicInteger failures = failing.get(persistenceId);
    if (failures != null && failures.getAndDecrement() > 0) {
      return StorageFailure.create(ExpectedFailure.getInstance());
    }
    List<Integer> sizes = batches.computeIfAbsent(persistenceId, any -> new ArrayList<>());
    int events = 0;
    for (Object value : write.getBatch()) {
      events += value instanceof PartitionWrite partition ? partition.events().size() : 1;
      if (value instanceof PartitionWrite partition) {
        states.commit(persistenceId, partition);
      }
    }
    synchronized (sizes) {
      sizes.add(events);
    }
    return ProcessingSuccess.getInstance();
  }
}
