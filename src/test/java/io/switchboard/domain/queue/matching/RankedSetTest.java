package io.switchboard.domain.queue.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankedSetTest {

  /** A number that records its comparisons. */
  private static final class Counted implements Comparable<Counted> {
    static final List<Integer> COMPARED_WITH = new ArrayList<>();
    final int value;

    Counted(int value) {
      this.value = value;
    }

    @Override
    public int compareTo(Counted other) {
      COMPARED_WITH.add(other.value);
      return Integer.compare(value, other.value);
    }
  }

  @Property(seed = "1", tries = 500)
  void theSetEqualsASortedListUnderAnyAdditionsAndRemovals(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 60) Integer> touched) {
    RankedSet<Integer> set = new RankedSet<>();
    List<Integer> list = new ArrayList<>();
    for (Integer element : touched) {
      int place = Collections.binarySearch(list, element);
      if (place >= 0) {
        set.remove(element);
        list.remove(place);
      } else {
        set.add(element);
        list.add(-place - 1, element);
      }
      assertThat(set).containsExactlyElementsOf(list);
      assertThat(set.size()).isEqualTo(list.size());
      assertThat(set.isEmpty()).isEqualTo(list.isEmpty());
      assertThat(set.first()).isEqualTo(list.isEmpty() ? null : list.get(0));
    }
  }

  @Property(seed = "2", tries = 500)
  void rankAndIterationCoverEachPlaceBetweenTheElements(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 100) Integer> elements) {
    RankedSet<Integer> set = new RankedSet<>();
    elements.stream().distinct().forEach(set::add);

    for (int probe = -1; probe <= 101; probe++) {
      int place = probe;
      List<Integer> behind =
          elements.stream().distinct().sorted().filter(element -> element > place).toList();
      long before = elements.stream().distinct().filter(element -> element < place).count();
      assertThat(set.rank(probe)).isEqualTo((int) before);
      assertThat(listOf(set.after(probe))).isEqualTo(behind);
    }
  }

  @Test
  void removingAMissingElementIsRefused() {
    RankedSet<Integer> set = new RankedSet<>();
    set.add(1);

    assertThatThrownBy(() -> set.remove(2)).isInstanceOf(NoSuchElementException.class);
  }

  static Stream<List<Integer>> orders() {
    List<Integer> ascending = IntStream.range(0, 20_000).boxed().toList();
    List<Integer> descending = new ArrayList<>(ascending);
    Collections.reverse(descending);
    List<Integer> fromBothEnds = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      fromBothEnds.add(i);
      fromBothEnds.add(19_999 - i);
    }
    List<Integer> inwards = new ArrayList<>(fromBothEnds);
    Collections.reverse(inwards);
    List<Integer> shuffled = new ArrayList<>(ascending);
    Collections.shuffle(shuffled, new Random(3));
    return Stream.of(ascending, descending, fromBothEnds, inwards, shuffled);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void eachOperationCostsAtMostTheHeightOfABalancedTree(List<Integer> order) {
    RankedSet<Counted> set = new RankedSet<>();
    for (int value : order) {
      assertCheap(set.size() + 1, () -> set.add(new Counted(value)));
    }
    for (int value = 0; value < order.size(); value += 7) {
      Counted probe = new Counted(value);
      assertCheap(set.size(), () -> assertThat(set.rank(probe)).isEqualTo(probe.value));
      assertCheap(set.size(), () -> set.after(probe));
    }
    for (int value : order) {
      assertCheap(set.size(), () -> set.remove(new Counted(value)));
    }
    assertThat(set.isEmpty()).isTrue();
  }

  @Property(seed = "4", tries = 20, shrinking = ShrinkingMode.OFF)
  void removingOneSideLeavesNoLongPath(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 5_000) int size) {
    RankedSet<Counted> set = new RankedSet<>();
    IntStream.range(0, size).forEach(value -> set.add(new Counted(value)));

    int from = random.nextInt(size);
    for (int value = from; value < size; value++) {
      int next = value;
      assertCheap(set.size(), () -> set.remove(new Counted(next)));
    }
    for (int value = 0; value < from; value++) {
      Counted probe = new Counted(value);
      assertCheap(set.size(), () -> set.rank(probe));
    }
  }

  @Property(seed = "5", tries = 200, shrinking = ShrinkingMode.OFF)
  void afterEachChangeNoSideOfANodeWeighsMoreThanThreeTimesTheOther(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 120) int changes) {
    RankedSet<Counted> set = new RankedSet<>();
    Set<Integer> elements = new TreeSet<>();
    int from = 0;
    for (int change = 0; change < changes; change++) {
      from = random.nextInt(4) == 0 ? random.nextInt(200) : from + random.nextInt(7) - 3;
      if (elements.add(from)) {
        set.add(new Counted(from));
      } else {
        elements.remove(from);
        set.remove(new Counted(from));
      }
      assertBalanced(set, elements);
    }
  }

  /**
   * The ranking of an element compares it with the nodes above it, which reveals the shape of the
   * tree.
   */
  private static void assertBalanced(RankedSet<Counted> set, Set<Integer> elements) {
    Map<Integer, Integer> smaller = new HashMap<>();
    Map<Integer, Integer> larger = new HashMap<>();
    for (int element : elements) {
      Counted.COMPARED_WITH.clear();
      set.rank(new Counted(element));
      for (int above : Counted.COMPARED_WITH) {
        if (above == element) {
          break;
        }
        (element < above ? smaller : larger).merge(above, 1, Integer::sum);
      }
    }
    for (int element : elements) {
      int left = smaller.getOrDefault(element, 0) + 1;
      int right = larger.getOrDefault(element, 0) + 1;
      assertThat(Math.max(left, right)).isLessThanOrEqualTo(3 * Math.min(left, right));
    }
  }

  /**
   * In a tree of {@code n} elements whose subtrees weigh at most three quarters of their parents,
   * where a weight is a size plus one, no path is longer than the logarithm of {@code n + 1} to the
   * base 4/3.
   */
  private static void assertCheap(int size, Runnable operation) {
    int highest = (int) Math.floor(Math.log(size + 1.0) / Math.log(4.0 / 3));
    Counted.COMPARED_WITH.clear();
    operation.run();
    assertThat(Counted.COMPARED_WITH.size()).isLessThanOrEqualTo(highest);
  }

  private static <E> List<E> listOf(Iterator<E> iterator) {
    List<E> list = new ArrayList<>();
    iterator.forEachRemaining(list::add);
    return list;
  }
}
