package io.switchboard.domain.distribution;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchboard.domain.Part;
import io.switchboard.domain.Scenario;
import io.switchboard.domain.SkillDraft;
import org.junit.jupiter.api.Test;

/** Figures of each group in a skill's ledger (routing rules, section 5). */
class LedgerTest {
  private static final Part HAL = agent("hal", "sales").in("house").max(1);
  private static final Part VAL = agent("val", "sales").in("vendor").max(99);

  private static SkillDraft sixtyForty() {
    return skill("sales").primary("house", 60).primary("vendor", 40);
  }

  @Test
  void theLedgerListsTierAndShareInTheOrderOfTheConfiguration() {
    Scenario day = given(sixtyForty().secondary("temps", 100), HAL, VAL);

    assertThat(day.ledger("sales", "house").tier()).isEqualTo(Ledger.Tier.PRIMARY);
    assertThat(day.ledger("sales", "vendor").percent()).isEqualTo(40);
    assertThat(day.ledger("sales", "temps").tier()).isEqualTo(Ledger.Tier.SECONDARY);
  }

  @Test
  void allottedCountsTheAllotmentsOfAGroupAndAcceptedItsAssignments() {
    Scenario day = given(sixtyForty(), HAL, VAL).online("hal", "val");

    day.arrive("sales", "c1", "c2", "c3", "c4", "c5");

    assertThat(day.ledger("sales", "house").allotted()).isEqualTo(3);
    assertThat(day.ledger("sales", "house").accepted()).isEqualTo(1);
    assertThat(day.ledger("sales", "vendor").allotted()).isEqualTo(2);
    assertThat(day.ledger("sales", "vendor").accepted()).isEqualTo(2);
  }

  @Test
  void overflowedCountsAllotmentsOfOneGroupAssignedToAnother() {
    Scenario day = given(sixtyForty(), HAL, VAL).online("hal", "val");

    day.arrive("sales", "c1", "c2", "c3", "c4", "c5").at("2m");

    assertThat(day.ledger("sales", "house").overflowedFrom()).isEqualTo(2);
    assertThat(day.ledger("sales", "house").overflowedTo()).isZero();
    assertThat(day.ledger("sales", "vendor").overflowedTo()).isEqualTo(2);
    assertThat(day.ledger("sales", "vendor").accepted()).isEqualTo(4);
  }

  @Test
  void divertedCountsTurnsOfAGroupThatWasUnavailable() {
    Scenario day = given(sixtyForty(), HAL, VAL).online("val");

    day.arrive("sales", "c01", "c02", "c03", "c04", "c05", "c06", "c07", "c08", "c09", "c10");

    assertThat(day.ledger("sales", "vendor").allotted()).isEqualTo(10);
    assertThat(day.ledger("sales", "vendor").diverted()).isEqualTo(6);
    assertThat(day.ledger("sales", "house").diverted()).isZero();
  }

  @Test
  void noConversationIsDivertedWhileAllGroupsAreAvailable() {
    Scenario day = given(sixtyForty(), agent("hal", "sales").in("house").max(99), VAL);
    day.online("hal", "val").arrive("sales", "c1", "c2", "c3").offline("hal");
    day.arrive("sales", "d1", "d2").online("hal");
    long divertedToVendor = day.ledger("sales", "vendor").diverted();

    day.arrive("sales", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9");

    assertThat(day.ledger("sales", "house").diverted()).isZero();
    assertThat(day.ledger("sales", "vendor").diverted()).isEqualTo(divertedToVendor);
  }

  @Test
  void anAllotmentToASecondaryGroupCountsAsDiverted() {
    Scenario day = given(skill("sales").primary("house", 100).secondary("vendor", 100), HAL, VAL);

    day.online("val").arrive("sales", "c1", "c2");

    assertThat(day.ledger("sales", "vendor").diverted()).isEqualTo(2);
  }

  @Test
  void theDeviationIsTheAllotmentBeyondTheShare() {
    Scenario day = given(sixtyForty(), HAL, VAL).online("hal", "val");

    day.arrive("sales", "c1");
    assertThat(day.ledger("sales", "house").deviation()).isEqualTo(0.4, within(1e-9));
    assertThat(day.ledger("sales", "vendor").deviation()).isEqualTo(-0.4, within(1e-9));

    day.arrive("sales", "c2", "c3", "c4", "c5");
    assertThat(day.ledger("sales", "house").deviation()).isZero();
    assertThat(day.ledger("sales", "house").worstDeviation()).isEqualTo(0.4, within(1e-9));
  }

  @Test
  void anAbsentGroupEarnsNoShare() {
    Scenario day = given(sixtyForty(), HAL, VAL).online("val");

    day.arrive("sales", "c1", "c2", "c3");

    assertThat(day.ledger("sales", "house").deviation()).isZero();
    assertThat(day.ledger("sales", "vendor").deviation()).isZero();
  }
}
