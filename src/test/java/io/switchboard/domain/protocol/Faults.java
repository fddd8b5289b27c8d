package io.switchboard.domain.protocol;

import java.util.Random;

/**
 * Rates of faults, in thousandths.
 *
 * @param loss of messages
 * @param repetition of messages
 * @param crash at each write, half of them before it
 * @param disorder the number of oldest messages of which any may arrive next
 */
record Faults(int loss, int repetition, int crash, int disorder) {

  /** No faults, except that messages overtake one another. */
  static final Faults DISORDER = new Faults(0, 0, 0, Integer.MAX_VALUE);

  /** Many messages arrive again, much later. */
  static final Faults ECHO = new Faults(0, 500, 0, 20);

  /** Frequent crashes. */
  static final Faults FRAILTY = new Faults(0, 0, 150, 4);

  /** Many messages are lost. */
  static final Faults DEAF = new Faults(200, 0, 0, 20);

  private static final int[] LOSSES = {0, 20, 100, 200};
  private static final int[] REPETITIONS = {0, 50, 150};
  private static final int[] CRASHES = {0, 10, 40, 80};
  private static final int[] DISORDERS = {1, 4, 12, Integer.MAX_VALUE};

  static Faults of(Random random) {
    return new Faults(
        LOSSES[random.nextInt(LOSSES.length)],
        REPETITIONS[random.nextInt(REPETITIONS.length)],
        CRASHES[random.nextInt(CRASHES.length)],
        DISORDERS[random.nextInt(DISORDERS.length)]);
  }

  static boolean happens(int thousandths, Random random) {
    return thousandths > 0 && random.nextInt(1000) < thousandths;
  }
}
