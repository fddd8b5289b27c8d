package io.switchboard.domain.distribution;

/**
 * Candidate rules for turns while the set of available groups changes, for the search for their
 * worst deviation: in fast floating point, with a margin so that ties fall as in exact numbers. The
 * result of the search is counted exactly afterwards.
 *
 * <p>A set of groups is a bit mask; a credit is the difference between what a group earned and what
 * it got.
 */
enum TurnRule {
  /** The rule of {@link Shares}: windows while the set is constant, else the largest balance. */
  WINDOWS_WHILE_STEADY {
    @Override
    int turn(double[] credits, double[] earned, int available, boolean steady) {
      return steady
          ? inWindow(credits, earned, available)
          : MOST_OWED.turn(credits, earned, available, false);
    }
  },

  /** Windows with carried balances, and the largest balance only while none is released. */
  WINDOWS_ALWAYS {
    @Override
    int turn(double[] credits, double[] earned, int available, boolean steady) {
      int turn = inWindow(credits, earned, available);
      return turn >= 0 ? turn : MOST_OWED.turn(credits, earned, available, false);
    }
  },

  /** Always the group with the largest balance. */
  MOST_OWED {
    @Override
    int turn(double[] credits, double[] earned, int available, boolean steady) {
      int most = -1;
      for (int i = 0; i < credits.length; i++) {
        boolean isThere = (available >> i & 1) == 1;
        if (isThere
            && (most < 0 || credits[i] + earned[i] > credits[most] + earned[most] + MARGIN)) {
          most = i;
        }
      }
      return most;
    }
  };

  static final double MARGIN = 1e-9;

  /**
   * The group with the next turn.
   *
   * @param earned what each group would earn by this turn
   * @param steady whether the set has not changed since the credits were zero
   */
  abstract int turn(double[] credits, double[] earned, int available, boolean steady);

  /** Tijdeman: among released groups the one with the earliest deadline; -1 if there is none. */
  private static int inWindow(double[] credits, double[] earned, int available) {
    double e = 0.5 / (Integer.bitCount(available) - 1);
    int first = -1;
    double earliest = 0;
    for (int i = 0; i < credits.length; i++) {
      double owed = credits[i] + earned[i];
      if ((available >> i & 1) == 1 && owed >= e - MARGIN) {
        double deadline = Math.ceil((1 - e - owed) / earned[i] - MARGIN);
        if (first < 0 || deadline < earliest) {
          first = i;
          earliest = deadline;
        }
      }
    }
    return first;
  }
}
