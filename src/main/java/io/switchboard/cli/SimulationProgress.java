package io.switchboard.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Says how far a simulation has come: a line at most once a second, none in the first, so that
 * short ones stay silent. It does not ask whether a terminal is listening: Java cannot tell for
 * standard error, and a line a second harms no log.
 */
final class SimulationProgress implements LongConsumer {
  private static final long SECOND = 1_000_000_000L;

  private final long total;
  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private long said;

  SimulationProgress(long total, PrintWriter out, LongSupplier nanoTime) {
    this.total = total;
    this.out = out;
    this.nanoTime = nanoTime;
    this.said = nanoTime.getAsLong();
  }

  /** Learns that so many conversations have arrived. */
  @Override
  public void accept(long arrived) {
    long now = nanoTime.getAsLong();
    if (now - said >= SECOND) {
      said = now;
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
