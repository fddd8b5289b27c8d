package io.switchboard.domain.distribution;

import io.switchboard.domain.account.GroupShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Splits of a whole between groups. */
final class Splits {
  private Splits() {}

  /** All sums of this number of positive numbers, in any order. */
  static void everyOrdered(int sum, int groups, Consumer<int[]> visitor) {
    extend(new int[groups], 0, sum, 1, false, visitor);
  }

  /** All sums of this number of positive numbers, the largest first. */
  static void everyDescending(int sum, int groups, Consumer<int[]> visitor) {
    extend(new int[groups], 0, sum, 1, true, visitor);
  }

  private static void extend(
      int[] split, int filled, int left, int least, boolean sorted, Consumer<int[]> visitor) {
    int place = split.length - 1 - filled;
    if (place == 0) {
      split[0] = left;
      visitor.accept(split);
      return;
    }
    int most = sorted ? left / (place + 1) : left - place;
    for (int part = least; part <= most; part++) {
      split[place] = part;
      extend(split, filled + 1, left - part, sorted ? part : 1, sorted, visitor);
    }
  }

  /** The numbers of a text such as {@code 50 30 20}. */
  static int[] parse(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  /** Groups a, b, c, ... with these shares. */
  static List<GroupShare> groups(int... percents) {
    List<GroupShare> groups = new ArrayList<>();
    for (int i = 0; i < percents.length; i++) {
      groups.add(new GroupShare(name(i), percents[i]));
    }
    return groups;
  }

  static String name(int group) {
    return group < 26 ? String.valueOf((char) ('a' + group)) : "group-" + group;
  }

  /** The first so many groups. */
  static BitSet first(int groups) {
    BitSet all = new BitSet();
    all.set(0, groups);
    return all;
  }

  /** Takes the next turn and returns its group. */
  static int next(Shares shares, BitSet available) {
    int turn = shares.turn(available);
    shares.take(available, turn);
    return turn;
  }

  /** The set of these groups. */
  static BitSet only(int... groups) {
    BitSet set = new BitSet();
    IntStream.of(groups).forEach(set::set);
    return set;
  }

  /** Shares with a fresh balance. */
  static Shares shares(List<GroupShare> groups) {
    return new Shares(groups, ShareBalance.fresh(groups.size()));
  }

  /** The ledger, in which only accepted conversations count as overflow. */
  static Ledger ledger(Distributor distributor) {
    return distributor.ledger(distributor.overflowTurns());
  }
}
