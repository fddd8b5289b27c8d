package io.switchboard.domain.protocol;

import io.switchboard.domain.account.GroupShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Random values for small documents. Equal seeds give equal values. */
class RandomChoices {
  final Random random;

  RandomChoices(Random random) {
    this.random = random;
  }

  static List<String> names(String kind, int count) {
    return IntStream.range(0, count).mapToObj(i -> kind + i).toList();
  }

  final boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  final <T> Optional<T> maybe(int percent, Supplier<T> value) {
    return chance(percent) ? Optional.of(value.get()) : Optional.empty();
  }

  final <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  final Duration seconds(Integer... choices) {
    return Duration.ofSeconds(choices.length == 1 ? choices[0] : oneOf(List.of(choices)));
  }

  /** Random percentages of all groups of a tier, which add up to 100. */
  final List<GroupShare> shares(List<String> tier) {
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
