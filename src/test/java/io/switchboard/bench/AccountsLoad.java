package io.switchboard.bench;

import io.switchboard.bench.ConversationLoad.Measured;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** The same load on several accounts of one deployment at the same time. */
record AccountsLoad(List<ConversationLoad> accounts) {

  /** Creates the accounts, and brings their agents online. */
  static AccountsLoad begin(Load load, int accounts, int agents, int skills) {
    AccountsLoad all =
        new AccountsLoad(
            IntStream.range(0, accounts)
                .mapToObj(
                    i -> new ConversationLoad(load, Scenario.spread("account" + i, agents, skills)))
                .toList());
    all.each(ConversationLoad::configure);
    all.each(ConversationLoad::attend);
    return all;
  }

  /** Measures conversations, this many at once over all accounts; afterwards none is open. */
  Measured closedLoop(int atOnce, Duration measured) {
    int share = Math.max(1, atOnce / accounts.size());
    return each(one -> one.closedLoop(share, share, Duration.ZERO, measured)).stream()
        .reduce(AccountsLoad::sum)
        .orElseThrow();
  }

  /** Waits until none is open, and returns how many have ended since the measurement began. */
  long settle() {
    return each(ConversationLoad::settle).stream().mapToLong(Long::longValue).sum();
  }

  private <T> List<T> each(Function<ConversationLoad, CompletableFuture<T>> task) {
    return accounts.stream().map(task).toList().stream().map(CompletableFuture::join).toList();
  }

  private static Measured sum(Measured one, Measured other) {
    return new Measured(
        one.ended() + other.ended(),
        Math.max(one.seconds(), other.seconds()),
        one.failed() + other.failed(),
        sum(one.toOffer(), other.toOffer()),
        sum(one.calls(), other.calls()));
  }

  private static Histogram sum(Histogram one, Histogram other) {
    Histogram sum = one.copy();
    sum.add(other);
    return sum;
  }
}
