package io.switchboard.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Explanation.Candidate;
import io.switchboard.domain.routing.Occasion;
import io.switchboard.domain.routing.SkillChoice;
import io.switchboard.domain.routing.Verdict;
import io.switchboard.simulation.SimulationResult.Explained;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTextTest {

  @Test
  void theTextCountsTheCandidatesThatItOmits() {
    assertThat(ExplanationText.of(explained(9_900))).contains("agents not listed: 9900");
  }

  @Test
  void theTextHasNoCountWhenAllCandidatesAreListed() {
    assertThat(ExplanationText.of(explained(0))).contains("ann").doesNotContain("not listed");
  }

  private static Explained explained(int leftOut) {
    return new Explained(
        "c1",
        0,
        new Explanation(
            "sales",
            SkillChoice.Reason.REQUESTED,
            DueTime.at(0),
            Optional.empty(),
            0,
            Optional.of("ann"),
            Optional.of(Occasion.AGENT_SEARCH),
            1 + leftOut,
            Map.of(),
            List.of(new Candidate("ann", new Verdict.Chosen())),
            List.of(),
            List.of()));
  }
}
