package io.switchboard.server;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Detector of an exhausted heap before an allocation fails: for 30 s the garbage collector took
 * nine tenths of the time, and the old generation was still 95 % full after it.
 */
final class HeapPressure {
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final double TIME_SHARE = 0.9;
  private static final double FULL = 0.95;

  private final LongSupplier collections;
  private final BooleanSupplier full;
  private Duration pressure = Duration.ZERO;
  private long collecting;

  HeapPressure() {
    this(HeapPressure::collecting, HeapPressure::full);
  }

  /** Milliseconds of all collections so far, and whether the heap was full after the last. */
  HeapPressure(LongSupplier collections, BooleanSupplier full) {
    this.collections = collections;
    this.full = full;
    this.collecting = collections.getAsLong();
  }

  /** Measures after this time since the last one; a sentence if the heap is exhausted. */
  Optional<String> measure(Duration elapsed) {
    long before = collecting;
    collecting = collections.getAsLong();
    boolean busy = collecting - before > TIME_SHARE * elapsed.toMillis();
    pressure = busy && full.getAsBoolean() ? pressure.plus(elapsed) : Duration.ZERO;
    return pressure.compareTo(WINDOW) >= 0
        ? Optional.of("The node is out of memory: its heap stays full; start it again.")
        : Optional.empty();
  }

  private static long collecting() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  /** Whether the largest pool, the old generation, is full; a young one is at times. */
  private static boolean full() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(after -> after != null && after.getMax() > 0)
        .max(Comparator.comparingLong(MemoryUsage::getMax))
        .filter(after -> after.getUsed() > FULL * after.getMax())
        .isPresent();
  }
}
