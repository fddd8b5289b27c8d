package io.switchboard.domain.protocol;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/** Many schedules, each made from its seed. */
final class Schedules {
  private static final int SHORTEST = 60;
  private static final int LONGEST = 320;

  private final Mutation mutation;

  Schedules(Mutation mutation) {
    this.mutation = mutation;
  }

  /** The failure of one schedule. */
  record Failure(long seed, String what, String trace) {
    @Override
    public String toString() {
      return "seed %d: %s; the last steps were%s".formatted(seed, what, trace);
    }
  }

  /** The first failure among this number of schedules from a seed on; empty if there is none. */
  Optional<Failure> run(long firstSeed, int count, Coverage total) {
    return LongStream.range(firstSeed, firstSeed + count)
        .parallel()
        .mapToObj(seed -> run(seed, total))
        .flatMap(Optional::stream)
        .findAny();
  }

  private Optional<Failure> run(long seed, Coverage total) {
    Coverage coverage = new Coverage();
    ProtocolSimulator world = new ProtocolSimulator(seed, mutation, coverage);
    try {
      int steps = SHORTEST + new Random(seed).nextInt(LONGEST - SHORTEST);
      for (int i = 0; i < steps; i++) {
        world.step();
      }
      new Settling(world).run();
    } catch (RuntimeException broken) {
      return Optional.of(new Failure(seed, reason(broken), world.trace().toString()));
    }
    synchronized (total) {
      total.add(coverage);
    }
    return Optional.empty();
  }

  private static String reason(RuntimeException broken) {
    return broken instanceof Broken
        ? broken.getMessage()
        : broken + " at " + List.of(broken.getStackTrace()).subList(0, 8);
  }
}
