package io.switchboard.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.http.problem.RequestRefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DocumentExecutorTest {
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5;
  private final DocumentExecutor desk = new DocumentExecutor(threads::add, () -> now);

  @Test
  void theDocumentsOfAnAccountAreProcessedInSequence() {
    work("shop", "first");
    work("shop", "second");

    assertThat(threads).hasSize(1);
    threads.remove().run();
    assertThat(done).containsExactly("first");
    threads.remove().run();
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void theDocumentsOfDifferentAccountsAreProcessedInParallel() {
    work("shop", "first");
    work("shop", "second");
    work("bank", "third");

    assertThat(threads).hasSize(2);
    List.copyOf(threads).forEach(Runnable::run);
    assertThat(done).contains("first", "third");
  }

  @Test
  void aFailedTaskDoesNotDelayTheNext() {
    CompletionStage<Object> fails =
        desk.work(
            "shop",
            () -> {
              throw new IllegalStateException("not JSON");
            });
    work("shop", "second");

    threads.remove().run();
    threads.remove().run();

    assertThat(fails.toCompletableFuture()).isCompletedExceptionally();
    assertThat(done).containsExactly("second");
  }

  @Test
  void aTaskThatHasWaitedBeyondItsDeadlineIsNotStarted() {
    CompletionStage<Object> late = desk.work("shop", () -> done.add("late"));
    now += Duration.ofSeconds(15).toNanos();

    threads.remove().run();

    assertThat(done).isEmpty();
    assertThatThrownBy(() -> late.toCompletableFuture().join())
        .hasCauseInstanceOf(RequestRefusedException.class);
    work("shop", "next");
    threads.remove().run();
    assertThat(done).containsExactly("next");
  }

  @Test
  void theNumberOfWaitingTasksOfAnAccountIsBounded() {
    for (int i = 0; i < 16; i++) {
      work("shop", "some");
    }

    assertThatThrownBy(() -> work("shop", "more"))
        .isInstanceOfSatisfying(
            RequestRefusedException.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(429));
    work("bank", "other");
    threads.remove().run();
    work("shop", "more");
  }

  @Test
  void theNumberOfWaitingTasksOfAllAccountsIsBounded() {
    for (int i = 0; i < 128; i++) {
      work("account-" + i, "some");
    }

    assertThatThrownBy(() -> work("one-more", "more"))
        .isInstanceOfSatisfying(
            RequestRefusedException.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(503));
  }

  private void work(String account, String what) {
    assertThat(desk.work(account, () -> done.add(what))).isNotNull();
  }
}
