package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeapPressureTest {
  private long collected;
  private boolean full = true;
  private final HeapPressure heap = new HeapPressure(() -> collected, () -> full);

  @Test
  void a_heap_that_stays_full_while_the_collector_takes_all_time_is_exhausted_after_30_s() {
    assertThat(seconds(29, 950)).isFalse();
    assertThat(seconds(1, 950)).isTrue();
  }

  @Test
  void a_collector_that_leaves_time_for_others_is_no_exhaustion() {
    assertThat(seconds(100, 800)).isFalse();
  }

  @Test
  void long_collections_that_free_memory_are_no_exhaustion() {
    full = false;

    assertThat(seconds(100, 1000)).isFalse();
  }

  @Test
  void a_second_of_relief_begins_it_anew() {
    seconds(29, 950);
    seconds(1, 100);

    assertThat(seconds(29, 950)).isFalse();
  }

  private boolean seconds(int count, int collecting) {
    boolean exhausted = false;
    for (int second = 0; second < count; second++) {
      collected += collecting;
      exhausted = heap.exhausted(Duration.ofSeconds(1)).isPresent();
    }
    return exhausted;
  }
}
