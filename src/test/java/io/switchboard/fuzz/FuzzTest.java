package io.switchboard.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Robustness against any request: the node stays healthy, and a refused request has no effect. */
@Tag("slow")
class FuzzTest {
  private static final int REQUESTS = 20_000;
  private static final long SEED = 12;

  @Test
  void noRequestCausesAnErrorOfTheNode() throws Exception {
    Fuzz.Result result = Fuzz.run(REQUESTS, SEED);

    assertThat(result.errors()).as(result.toString()).isEmpty();
    assertThat(result.findings()).as(result.toString()).isEmpty();
  }

  @Test
  void theSameSeedMakesTheSameRequests() {
    for (int number = 0; number < 500; number++) {
      byte[] first = new Requests(SEED, "fuzz-a").of(number).bytes();

      assertThat(new Requests(SEED, "fuzz-a").of(number).bytes()).isEqualTo(first);
    }
  }
}
