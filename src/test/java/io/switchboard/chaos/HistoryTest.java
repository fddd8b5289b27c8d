package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  @TempDir private Path folder;

  @Test
  void recordedCallsAreReadBack() throws IOException {
    Path file = folder.resolve("calls.jsonl");
    Call done =
        new Call(
            1, "ann", "ACCEPT", "c\n1", Map.of("agent", "ann"), "n", 5, 7, 200, Map.of("a", "b"));
    Call unknown = new Call(2, "k", "START", "c2", Map.of(), "n", 6, 8, 0, Map.of());
    try (History<Call> history = new History<>(file)) {
      history.record(done);
      history.record(unknown);

      assertThat(history.all()).containsExactly(done, unknown);
      assertThat(History.read(file, Call.class)).containsExactly(done, unknown);
    }
  }

  @Test
  void severalThreadsMayRecordAtOnce() throws IOException {
    Path file = folder.resolve("faults.jsonl");
    List<Fault> faults =
        IntStream.range(0, 1_000).mapToObj(i -> new Fault("kill", "n" + i, i, i)).toList();
    try (History<Fault> history = new History<>(file)) {
      faults.parallelStream().forEach(history::record);
    }
    assertThat(History.read(file, Fault.class)).containsExactlyInAnyOrderElementsOf(faults);
  }

  @Test
  void aSuccessIsAcknowledgedAndAMissingAnswerIsUnknown() {
    assertThat(call(201).isAcknowledged()).isTrue();
    assertThat(call(201).isUnknown()).isFalse();
    assertThat(call(409).isAcknowledged()).isFalse();
    assertThat(call(409).isUnknown()).isFalse();
    assertThat(call(0).isUnknown()).isTrue();
    assertThat(call(503).isUnknown()).isTrue();
    assertThat(call(503).isAcknowledged()).isFalse();
  }

  private static Call call(int status) {
    return new Call(1, "k", "START", "c", Map.of(), "n", 1, 2, status, Map.of());
  }
}
