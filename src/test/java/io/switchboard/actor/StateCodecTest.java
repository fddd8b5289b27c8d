package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.actor.serialization.StateCodec;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.dispatch.Cases;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateCodecTest {
  private static final int SAMPLES_OF_EACH = 50;
  private static final StateCodec<ConversationState> CODEC =
      new StateCodec<>(ConversationState.class);

  static Stream<ConversationState> states() {
    return Cases.records(ConversationState.class)
        .flatMap(type -> Samples.some(type, SAMPLES_OF_EACH, null))
        .map(ConversationState.class::cast);
  }

  static Stream<ConversationState> fullStates() {
    return Cases.records(ConversationState.class)
        .map(Samples::full)
        .map(ConversationState.class::cast);
  }

  @ParameterizedTest
  @MethodSource("states")
  void aStateIsReadBackEqual(ConversationState state) {
    assertThat(CODEC.read(CODEC.write(state))).isEqualTo(state);
    assertThat(CODEC.read(CODEC.compress(state))).isEqualTo(state);
  }

  @ParameterizedTest
  @MethodSource("fullStates")
  void theCompressedFormIsAtMostHalfAsLong(ConversationState state) {
    assertThat(CODEC.compress(state).length).isLessThan(CODEC.write(state).length / 2);
  }

  @ParameterizedTest
  @MethodSource("fullStates")
  void anIncompleteFormIsRefused(ConversationState state) {
    byte[] compressed = CODEC.compress(state);
    byte[] incomplete = Arrays.copyOf(compressed, compressed.length / 2);

    assertThatThrownBy(() -> CODEC.read(incomplete)).isInstanceOf(UncheckedIOException.class);
  }
}
