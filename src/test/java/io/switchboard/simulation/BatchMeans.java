package io.switchboard.simulation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean of a stationary, autocorrelated series, and its standard error, estimated from the means
 * of long batches, which are nearly independent.
 */
record BatchMeans(double mean, double standardError) {
  private static final int BATCHES = 30;

  /** Omits a first batch, in which the series was not yet stationary. */
  static BatchMeans of(List<Double> series) {
    int size = series.size() / (BATCHES + 1);
    double[] means =
        IntStream.rangeClosed(1, BATCHES)
            .mapToDouble(batch -> mean(series.subList(batch * size, (batch + 1) * size)))
            .toArray();
    double mean = IntStream.range(0, BATCHES).mapToDouble(i -> means[i]).average().orElseThrow();
    double squares =
        IntStream.range(0, BATCHES).mapToDouble(i -> (means[i] - mean) * (means[i] - mean)).sum();
    return new BatchMeans(mean, Math.sqrt(squares / (BATCHES - 1) / BATCHES));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
