package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeapPressureTest {
  private long collected;
  private boolean full = true;
  private final HeapPressure heap = new HeapPressure(() -> collected, () -> full);

  @Test
  void aFullHeapUnderConstantCollectionIsExhaustedAfter30Seconds() {
    assertThat(seconds(29, 950)).isFalse();
    assertThat(seconds(1, 950)).isTrue();
  }

  @Test
  void aCollectorThatLeavesProcessorTimeIsNoExhaustion() {
    assertThat(seconds(100, 800)).isFalse();
  }

  @Test
  void longCollectionsThatFreeMemoryAreNoExhaustion() {
    full = false;

    assertThat(seconds(100, 1000)).isFalse();
  }

  @Test
  void aSecondOfReliefRestartsThePeriod() {
    seconds(29, 950);
    seconds(1, 100);

    assertThat(seconds(29, 950)).isFalse();
  }

  private boolean seconds(int count, int collecting) {
    boolean exhausted = false;
    for (int second = 0; second < count; second++) {
      collected += collecting;
      exhausted = heap.measure(Duration.ofSeconds(1)).isPresent();
    }
    return exhausted;
  }
}
