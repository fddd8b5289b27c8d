package io.switchboard.domain.distribution;

/**
 * Rules that could give turns while the set of available groups keeps changing, as the search for
 * their worst deviation sees them: in floating point, which is fast, and with a margin, so that
 * ties fall as they do in exact numbers. What the search finds is then counted exactly.
 *
 * <p>A set of groups is a bit mask; a credit is what a group earned and was not given.
 */
enum TurnRule {
  /** The rule of {@link Shares}: windows while the set is the same, else the most owed. */
  WINDOWS_WHILE_STEADY {
    @Override
    int turn(double[] credits, double[] earned, int available, boolean steady) {
      return steady
          ? inWindow(credits, earned, available)
          : MOST_OWED.turn(credits, earned, available, false);
    }
  },

  /** Windows with the credits carried over, and the most owed only when none is released. */
  WINDOWS_ALWAYS {
    @Override
    int turn(double[] credits, double[] earned, int available, boolean steady) {
      int turn = inWindow(credits, earned, available);
      return turn >= 0 ? turn : MOST_OWED.turn(credits, earned, available, false);
    }
  },

  /** Always the group that is owed most. */
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
   * The group whose turn it is.
   *
   * @param earned what each group would earn by this turn
   * @param steady whether the set has not changed since the credits were nothing
   */
  abstract int turn(double[] credits, double[] earned, int available, boolean steady);

  /** Tijdeman: of those released the one with the earliest deadline; -1 when none is. */
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
