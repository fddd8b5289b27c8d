package io.switchboard.domain.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Effectiveness of the simulation: it finds each of these mistakes. */
@Tag("slow")
final class ProtocolMutationTest {
  private static final int SCHEDULES = 5_000;

  @ParameterizedTest
  @EnumSource
  void aMutationOfTheProtocolIsFound(Mutations mistake) {
    isFound(mistake);
  }

  @ParameterizedTest
  @EnumSource
  void aMutationOfPartitionsIsFound(PartitionMutations mistake) {
    isFound(mistake);
  }

  private static void isFound(Mutation mistake) {
    assertThat(new Schedules(mistake).run(0, SCHEDULES, new Coverage()))
        .as("what goes wrong with %s", mistake)
        .isPresent();
  }
}
