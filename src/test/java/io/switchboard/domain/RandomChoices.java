package io.switchboard.domain;

import io.switchboard.domain.account.GroupShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Random values for accounts and requests. Equal seeds give equal values.
 *
 * @param <R> the source of random numbers
 */
public class RandomChoices<R extends RandomGenerator> {
  public final R random;

  public RandomChoices(R random) {
    this.random = random;
  }

  /** Ids of a kind, counted from 0. */
  public static List<String> names(String kind, int count) {
    return IntStream.range(0, count).mapToObj(i -> kind + i).toList();
  }

  public final boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  public final <T> Optional<T> maybe(int percent, Supplier<T> value) {
    return chance(percent) ? Optional.of(value.get()) : Optional.empty();
  }

  public final <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  public final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  public final Duration seconds(Integer... choices) {
    return Duration.ofSeconds(choices.length == 1 ? choices[0] : oneOf(choices));
  }

  /** Random percentages of all groups of a tier, which add up to 100. */
  public final List<GroupShare> shares(List<String> tier) {
    List<GroupShare> shares = new ArrayList<>();
    int left = 100;
    for (int i = 0; i < tier.size(); i++) {
      int others = tier.size() - 1 - i;
      int percent = others == 0 ? left : 1 + random.nextInt(left - others);
      shares.add(new GroupShare(tier.get(i), percent));
      left -= percent;
    }
    return shares;
  }
}
