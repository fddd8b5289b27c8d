package io.switchboard.api;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.AgentDraft;
import io.switchboard.domain.Part;
import io.switchboard.domain.SkillDraft;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 5: the ledger continues when a plan is saved. */
@Tag("slow")
class ChangedPlansTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  private static final Part RINGS = rings("10M", 0);
  private static final AgentDraft PAM = agent("pam", "sales").in("a").max(99);
  private static final AgentDraft QUY = agent("quy", "sales").in("b").max(99);
  private static final AgentDraft REX = agent("rex", "sales").in("c").max(99);

  private static SkillDraft shares(int first, int second) {
    return skill("sales").primary("a", first).primary("b", second);
  }

  private static LiveCentre sharing(SkillDraft sales) {
    return NODE.given(RINGS, sales, PAM, QUY, REX).online("pam", "quy", "rex");
  }

  private static int allotted(LiveCentre centre, String group) {
    return centre.ledger("sales", group).path("allotted").asInt();
  }

  @Test
  void smallChangesAfterEachConversationStarveNoGroup() {
    LiveCentre centre = sharing(shares(60, 40));
    for (int i = 0; i < 20; i++) {
      centre.arrive("sales", "c" + i);
      centre.becomes(RINGS, i % 2 == 0 ? shares(61, 39) : shares(60, 40), PAM, QUY, REX);
    }

    assertThat(allotted(centre, "a")).isEqualTo(12);
    assertThat(allotted(centre, "b")).isEqualTo(8);
  }

  @Test
  void aNewOrderANewSecondaryTierAndAPauseKeepTheCounts() {
    LiveCentre centre = sharing(shares(60, 40)).arrive("sales", "c1", "c2", "c3");

    SkillDraft reordered = skill("sales").primary("b", 40).primary("a", 60).secondary("c", 100);
    centre.becomes(RINGS, reordered, PAM, QUY, REX);
    assertThat(allotted(centre, "a")).isEqualTo(2);
    assertThat(allotted(centre, "b")).isEqualTo(1);

    centre.becomes(RINGS, skill("sales"), PAM, QUY, REX);
    centre.becomes(RINGS, shares(60, 40), PAM, QUY, REX);

    assertThat(allotted(centre, "a") + allotted(centre, "b")).isGreaterThanOrEqualTo(3);
    assertThat(centre.ledger("sales", "a").path("worstDeviation").asDouble()).isPositive();
  }
}
