package io.switchboard.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Progress output of a simulation: at most one line a second and none in the first second, so short
 * simulations print nothing. It does not check for a terminal: Java cannot detect one on standard
 * error, and one line a second does no harm in a log.
 */
final class SimulationProgress implements LongConsumer {
  private static final long SECOND = 1_000_000_000L;

  private final long total;
  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private long printedAt;

  SimulationProgress(long total, PrintWriter out, LongSupplier nanoTime) {
    this.total = total;
    this.out = out;
    this.nanoTime = nanoTime;
    this.printedAt = nanoTime.getAsLong();
  }

  /** Records how many conversations have arrived. */
  @Override
  public void accept(long arrived) {
    long now = nanoTime.getAsLong();
    if (now - printedAt >= SECOND) {
      printedAt = now;
      out.printf(
          Locale.ROOT,
          "%d of %d conversations routed (%d %%)%n",
          arrived,
          total,
          100 * arrived / Math.max(total, 1));
      out.flush();
    }
  }
}
