package io.switchboard.bench;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.simulation.Simulation;
import io.switchboard.simulation.TechnionMonth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A month of calls, routed repeatedly in one process on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g"})
public class ReplayBenchmark {

  /** The folder of the Technion data: docs/replays.md. */
  @Param("")
  public String technion;

  private AccountPolicy account;
  private List<TechnionMonth.Day> days;

  @Setup(Level.Trial)
  public void read() throws IOException {
    TechnionMonth month = TechnionMonth.read(Path.of(technion));
    account = AccountPolicy.of(month.account());
    days = List.copyOf(month.days().values());
  }

  @Benchmark
  public void month(Blackhole results) {
    for (TechnionMonth.Day day : days) {
      results.consume(
          Simulation.run(
              account,
              day.arrivals(),
              day.shifts(),
              OptionalLong.empty(),
              arrived -> {},
              Set.of()));
    }
  }
}
