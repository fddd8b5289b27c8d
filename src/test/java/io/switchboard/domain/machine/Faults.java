package io.switchboard.domain.machine;

import java.util.Random;

/**
 * What goes wrong, in thousandths.
 *
 * @param loss of messages
 * @param repetition of messages
 * @param crash at each write, half of them before it
 */
record Faults(int loss, int repetition, int crash) {

  /** Nothing goes wrong. */
  static final Faults NONE = new Faults(0, 0, 0);

  private static final int[] LOSSES = {0, 20, 100, 200};
  private static final int[] REPETITIONS = {0, 50, 150};
  private static final int[] CRASHES = {0, 10, 40, 80};

  static Faults of(Random random) {
    return new Faults(
        LOSSES[random.nextInt(LOSSES.length)],
        REPETITIONS[random.nextInt(REPETITIONS.length)],
        CRASHES[random.nextInt(CRASHES.length)]);
  }

  static boolean happens(int thousandths, Random random) {
    return thousandths > 0 && random.nextInt(1000) < thousandths;
  }
}
