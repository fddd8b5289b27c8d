package io.switchboard.chaos;

import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** People who write to the centre; some lose patience. */
final class Customers {
  private final Centre centre;
  private final ScheduledExecutorService work;
  private final Random random;
  private final AtomicInteger begun = new AtomicInteger();
  private final Queue<String> ids = new ConcurrentLinkedQueue<>();
  private volatile boolean coming = true;

  Customers(Centre centre, ScheduledExecutorService work, long seed) {
    this.centre = centre;
    this.work = work;
    this.random = new Random(seed);
  }

  /** All conversations that anybody has tried to begin. */
  List<String> conversations() {
    return List.copyOf(ids);
  }

  /** So many come a second, at random. */
  void come(double rate) {
    if (coming) {
      work.execute(this::converse);
      long pause = (long) (-Math.log(1 - random.nextDouble()) / rate * 1e9);
      try {
        work.schedule(() -> come(rate), pause, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        coming = false;
      }
    }
  }

  /** Nobody comes any more. */
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
      work.schedule(
          () -> centre.close(id, "CONSUMER"), random.nextInt(4_000), TimeUnit.MILLISECONDS);
    }
  }
}
