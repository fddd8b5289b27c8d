package io.switchboard.domain.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Beam search for the sequence of available sets with the largest deviation of a rule. From each
 * kept state it tries each set of at least two groups; of the results it keeps the states with the
 * largest deviations, those with the largest differences between groups, and some random ones.
 */
final class DeviationSearch {
  private final TurnRule rule;
  private final int[] percents;
  private final int width;
  private final SplittableRandom random;

  private static final class State {
    final double[] credits;
    final int steady;
    final State before;
    final int available;
    final int turn;
    final double lot;
    final double deviation;
    final double spread;

    State(double[] credits, int steady, State before, int available, int turn, double lot) {
      this.credits = credits;
      this.steady = steady;
      this.before = before;
      this.available = available;
      this.turn = turn;
      this.lot = lot;
      this.deviation = Arrays.stream(credits).map(Math::abs).max().orElse(0);
      this.spread = Arrays.stream(credits).map(credit -> credit * credit).sum();
    }

    boolean isFresh() {
      return deviation < TurnRule.MARGIN;
    }

    /** A key that is equal for states that are equal after rounding. */
    long key() {
      long key = steady;
      for (double credit : credits) {
        key = (key ^ Math.round(credit * 1e7)) * 0x9E3779B97F4A7C15L;
        key ^= key >>> 32;
      }
      return key;
    }
  }

  /** A worst deviation and its turn. */
  record Found(double deviation, int turns) {}

  /** A search that keeps this number of states of each of the three kinds per turn. */
  DeviationSearch(TurnRule rule, int[] percents, int width, long seed) {
    this.rule = rule;
    this.percents = percents.clone();
    this.width = width;
    this.random = new SplittableRandom(seed);
  }

  /**
   * The worst deviation within this number of turns; for the rule of {@link Shares}, as that class
   * counts it.
   */
  Found worst(int turns) {
    State worst = new State(new double[percents.length], 0, null, 0, -1, 0);
    List<State> states = List.of(worst);
    for (int turn = 0; turn < turns; turn++) {
      states = keep(next(states));
      for (State state : states) {
        worst = state.deviation > worst.deviation + TurnRule.MARGIN ? state : worst;
      }
    }
    return replay(worst);
  }

  private List<State> next(List<State> states) {
    Map<Long, State> next = new HashMap<>();
    for (State state : states) {
      for (int available = 3; available < 1 << percents.length; available++) {
        if (Integer.bitCount(available) > 1) {
          State after = step(state, available);
          next.putIfAbsent(after.key(), after);
        }
      }
    }
    return new ArrayList<>(next.values());
  }

  private State step(State state, int available) {
    int n = percents.length;
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (available >> i & 1) * percents[i];
    }
    double[] earned = new double[n];
    for (int i = 0; i < n; i++) {
      earned[i] = (double) ((available >> i & 1) * percents[i]) / sum;
    }
    boolean steady = available == state.steady || state.isFresh();
    int turn = rule.turn(state.credits, earned, available, steady);
    double[] credits = new double[n];
    for (int i = 0; i < n; i++) {
      credits[i] = state.credits[i] + earned[i] - (i == turn ? 1 : 0);
    }
    return new State(credits, steady ? available : 0, state, available, turn, random.nextDouble());
  }

  private List<State> keep(List<State> states) {
    if (states.size() <= 3 * width) {
      return states;
    }
    List<State> kept = new ArrayList<>(3 * width);
    for (Comparator<State> order :
        List.of(
            Comparator.comparingDouble((State state) -> state.deviation).reversed(),
            Comparator.comparingDouble((State state) -> state.spread).reversed(),
            Comparator.comparingDouble((State state) -> state.lot))) {
      states.sort(order);
      kept.addAll(states.subList(0, width));
    }
    return kept.stream().distinct().toList();
  }

  private Found replay(State found) {
    List<State> path = new ArrayList<>();
    for (State state = found; state.before != null; state = state.before) {
      path.add(0, state);
    }
    Shares shares = Splits.shares(Splits.groups(percents));
    ExactCredits exact = new ExactCredits(percents);
    for (State state : path) {
      BitSet available = BitSet.valueOf(new long[] {state.available});
      exact.take(
          available,
          rule == TurnRule.WINDOWS_WHILE_STEADY ? Splits.next(shares, available) : state.turn);
    }
    return new Found(exact.worst(), path.size());
  }
}
