package io.switchboard.chaos;

import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Consumers who write to the contact centre; some of them abandon. */
final class Customers {
  private final ClientCalls centre;
  private final Work work;
  private final Random random;
  private final AtomicInteger begun = new AtomicInteger();
  private final Queue<String> ids = new ConcurrentLinkedQueue<>();
  private volatile boolean coming = true;

  Customers(ClientCalls centre, Work work, long seed) {
    this.centre = centre;
    this.work = work;
    this.random = new Random(seed);
  }

  /** All conversations that a consumer has tried to start. */
  List<String> conversations() {
    return List.copyOf(ids);
  }

  /** Lets this number of consumers arrive a second, at random. */
  void come(double rate) {
    if (coming) {
      work.after(0, this::converse);
      double seconds = -Math.log(1 - random.nextDouble()) / rate;
      work.after((long) (seconds * TimeUnit.SECONDS.toNanos(1)), () -> come(rate));
    }
  }

  /** Stops the arrivals. */
  void stayAway() {
    coming = false;
  }

  private void converse() {
    String id = "c" + begun.incrementAndGet();
    ids.add(id);
    centre.start(id, random.nextInt(3) == 0 ? "care" : "sales");
    int mood = random.nextInt(100);
    if (mood < 30) {
      centre.write(id, "CONSUMER");
    }
    if (mood < 10) {
      work.after(
          TimeUnit.MILLISECONDS.toNanos(random.nextInt(4_000)), () -> centre.close(id, "CONSUMER"));
    }
  }
}
