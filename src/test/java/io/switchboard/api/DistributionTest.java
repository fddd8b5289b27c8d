package io.switchboard.api;

import static io.switchboard.api.HttpScenario.NOBODY;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.AgentDraft;
import io.switchboard.domain.Part;
import io.switchboard.domain.SkillDraft;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 5, over HTTP: offers that ring, and the ledger in JSON. */
@Tag("slow")
class DistributionTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  /** Two primary groups with 60/40 and a secondary group. */
  private static SkillDraft sales() {
    return skill("sales")
        .maxWait("2M")
        .primary("in-house", 60)
        .primary("vendor", 40)
        .secondary("helpers", 100);
  }

  private static HttpScenario centre(SkillDraft skill) {
    return NODE.given(
        skill,
        rings("1H", 0),
        agent("ann", "sales").in("in-house"),
        agent("bob", "sales").in("vendor"),
        agent("cem", "sales").in("helpers"));
  }

  // --- on arrival ---

  @Test
  void conversationsAreAllottedByShareAmongThePrimaryGroups() {
    HttpScenario centre = centre(sales()).online("ann", "bob", "cem");

    centre.arrive("sales", "c1", "c2", "c3", "c4", "c5");

    assertThat(centre.groupsOf("c1", "c2", "c3", "c4", "c5"))
        .containsExactly("in-house", "vendor", "in-house", "vendor", "in-house");
    assertThat(centre.ringAt("c1", "c2", "c3", "c4", "c5"))
        .containsExactly("ann", "bob", NOBODY, NOBODY, NOBODY);
    assertThat(centre.ledger("sales", "in-house").path("allotted").asInt()).isEqualTo(3);
    assertThat(centre.ledger("sales", "in-house").path("deviation").asDouble()).isZero();
    assertThat(centre.ledger("sales", "vendor").path("percent").asInt()).isEqualTo(40);
  }

  @Test
  void withoutAvailablePrimaryGroupsASecondaryGroupIsAllotted() {
    HttpScenario centre = centre(sales()).online("cem");

    centre.arrive("sales", "c1");

    assertThat(centre.groupOf("c1")).isEqualTo("helpers");
    assertThat(centre.ringsAt("c1")).isEqualTo("cem");
    assertThat(centre.ledger("sales", "helpers").path("tier").asText()).isEqualTo("SECONDARY");
  }

  // --- overflow ---

  @Test
  void aConversationIsOpenOnlyToItsGroupUntilItOverflows() {
    HttpScenario centre = centre(sales()).online("ann", "bob", "cem");
    centre.arrive("sales", "c1", "c2", "c3").accept("c1", "c2").close("c2");
    assertThat(centre.groupOf("c3")).isEqualTo("in-house");

    centre.passes("1M59S");
    assertThat(centre.ringsAt("c3")).isEqualTo(NOBODY);

    centre.passes("1S");
    assertThat(centre.ringsAt("c3")).isEqualTo("bob");
    centre.accept("c3");
    assertThat(centre.ledger("sales", "vendor").path("overflowedTo").asInt()).isEqualTo(1);
    assertThat(centre.ledger("sales", "vendor").path("accepted").asInt()).isEqualTo(2);
    assertThat(centre.ledger("sales", "in-house").path("overflowedFrom").asInt()).isEqualTo(1);
  }

  /** A full internal group, and two vendors that share overflows 70 to 30. */
  private static HttpScenario vendors(Part offers) {
    HttpScenario centre =
        NODE.given(
            offers,
            skill("sales")
                .maxWait("3S")
                .primary("internal", 100)
                .secondary("v1", 70)
                .secondary("v2", 30),
            agent("ian", "sales").in("internal"),
            agent("pam", "sales").in("v1").max(100),
            agent("quy", "sales").in("v2").max(100));
    return centre.online("ian", "pam", "quy").arrive("sales", "c0");
  }

  private static String[] ten() {
    return IntStream.rangeClosed(1, 10).mapToObj(i -> "c" + i).toArray(String[]::new);
  }

  @Test
  void ringingOffersAreSharedByThePercentages() {
    HttpScenario centre = vendors(rings("10M", 0));
    for (String id : ten()) {
      centre.arrive("sales", id).passes("1S");
    }

    centre.passes("5S");

    assertThat(centre.ringingAt("pam")).hasSize(7);
    assertThat(centre.ringingAt("quy")).hasSize(3);
    assertThat(centre.ledger("sales", "v1").path("overflowDeviation").asDouble()).isZero();
    assertThat(centre.ledger("sales", "v1").path("worstOverflowDeviation").asDouble())
        .isBetween(0.3, 0.5);
    assertThat(centre.ledger("sales", "v1").path("accepted").asInt()).isZero();
  }

  @Test
  void aReturnedOfferReturnsItsTurn() {
    HttpScenario centre = vendors(rings("10M", 0)).arrive("sales", "c1", "c2").passes("3S");
    assertThat(centre.ringAt("c1", "c2")).containsExactly("pam", "quy");

    centre.close("c2").arrive("sales", "c3").passes("3S");

    assertThat(centre.ringsAt("c3")).isEqualTo("quy");
  }

  // --- refused and left ---

  private static SkillDraft house(String maxWait) {
    return skill("sales").maxWait(maxWait).primary("house", 100).secondary("help", 100);
  }

  private static HttpScenario houseAndHelp(Part offers, String maxWait) {
    return NODE.given(
            offers,
            house(maxWait),
            agent("pam", "sales").in("house"),
            agent("quy", "sales").in("help"))
        .online("pam", "quy")
        .arrive("sales", "c1");
  }

  @Test
  void anOfferInTheOwnGroupContinuesToRingAfterTheOverflow() {
    HttpScenario centre = houseAndHelp(rings("10M", 0), "3S").passes("5S");

    assertThat(centre.ringsAt("c1")).isEqualTo("pam");
  }

  @Test
  void anOverflowWhileRingingRemainsWhenTheMaximumWaitIsRaised() {
    HttpScenario centre = houseAndHelp(rings("10M", 0), "3S").passes("3S");

    centre.becomes(
        rings("10M", 0),
        house("2M"),
        agent("pam", "sales").in("house"),
        agent("quy", "sales").in("help"));
    assertThat(centre.ringsAt("c1")).isEqualTo("pam");

    assertThat(centre.decline("c1").ringsAt("c1")).isEqualTo("quy");
  }

  private static final Part RINGS = rings("10M", 0);
  private static final AgentDraft PAM = agent("pam", "sales").in("a").max(99);
  private static final AgentDraft QUY = agent("quy", "sales").in("b").max(99);
  private static final AgentDraft REX = agent("rex", "sales").in("c").max(99);

  private static SkillDraft shares(int first, int second) {
    return skill("sales").primary("a", first).primary("b", second);
  }

  private static HttpScenario sharing(SkillDraft sales) {
    return NODE.given(RINGS, sales, PAM, QUY, REX).online("pam", "quy", "rex");
  }

  private static int allotted(HttpScenario centre, String group) {
    return centre.ledger("sales", group).path("allotted").asInt();
  }

  @Test
  void aNewOrderANewSecondaryTierAndAPauseKeepTheCounts() {
    HttpScenario centre = sharing(shares(60, 40)).arrive("sales", "c1", "c2", "c3");

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
