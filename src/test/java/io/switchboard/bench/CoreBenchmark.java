package io.switchboard.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time of one routing decision, and of the restoration of the size. The heap is large so that a
 * garbage collection is a small part of an iteration. It needs 6 GB.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 12, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-Xmn4g", "-XX:+UseParallelGC"})
public class CoreBenchmark {

  @Benchmark
  public Object arrivalPlaced(CentreState centre) {
    return centre.arrivalPlaced();
  }

  /** In batches, between which as many conversations arrive as agents have taken. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 200, batchSize = CentreState.BATCH)
  @Measurement(iterations = 400, batchSize = CentreState.BATCH)
  public Object capacityGained(CentreState centre) {
    return centre.capacityGained();
  }
}
