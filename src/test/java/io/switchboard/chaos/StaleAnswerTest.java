package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.routing.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An answer to a call that was sent after the acknowledgement of a change must show that change or
 * a later one (routing rules, I9).
 */
class StaleAnswerTest {
  private static final String NODE = "node-2";
  private static final String CARE = "/skills/care/queue?limit=1000";
  private static final String WITH_BEN = "state=ASSIGNED agent=ben skill=sales";
  private static final String CLOSED = "state=CLOSED skill=sales";

  private final ScriptedRun story = ScriptedRun.ofAMorning();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the former agent                   | conversations/c2      | state=ASSIGNED agent=ann skill=sales
          waiting although accepted          | conversations/c4      | state=WAITING skill=care
          offered although accepted          | conversations/c3      | state=OFFERED skill=care offeredTo=ann
          a state that it never had          | conversations/c5      | state=CLOSED skill=care
          without an accepted conversation   | agents/ben            | presence=AWAY assigned=c2
          an earlier presence                | agents/ben            | presence=ONLINE assigned=c2,c4
          a queue without a conversation     | skills/care/queue?limit=1000 | queue=c5
          """)
  void anAnswerOlderThanAnAcknowledgedChangeIsStale(String what, String path, String shown) {
    look("/" + path, shown);
    assertThat(story.found()).containsExactly("I9 " + path.split("/", -1)[1]);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the conversation       | LOOK   | /conversations/c2             | agent=ben skill=sales state=ASSIGNED | c2
          its explanation        | LOOK   | /conversations/c2/explanation | agent=ben skill=sales state=ASSIGNED | c2
          the answer to a write  | REVISE | c2                            | agent=ben skill=sales state=ASSIGNED | c2
          its agent              | LOOK   | /agents/ben                   | presence=AWAY assigned=c4,c2         | ben
          """)
  void anAnswerThatShowsAClosedConversationAsAssignedIsStale(
      String what, String call, String subject, String shown, String stale) {
    story.close("c2", "ben");
    story.answered(NODE, call, subject, "", 200, shown);
    assertThat(story.found()).containsExactly("I9 " + stale);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the present agent                    | /conversations/c2 | state=ASSIGNED agent=ben skill=sales
          the conversations in any other order | /agents/ben       | presence=AWAY assigned=c4,c2
          """)
  void anAnswerThatShowsThePresentStateIsNotStale(String what, String path, String shown) {
    look(path, shown);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aCallSentBeforeTheAcknowledgementOfAChangeMayShowEitherState() {
    long sentAt = story.tape().now();
    story.close("c2", "ben");
    story.answered(NODE, "LOOK", "/conversations/c2", "", sentAt, 200, WITH_BEN);
    story.answered(NODE, "LOOK", "/conversations/c2", "", sentAt, 200, CLOSED);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aStateShownToOneClientMustBeShownToTheNext() {
    long sentAt = story.tape().now();
    story.close("c2", "ben");
    story.tape().calls().remove(story.tape().calls().size() - 1);
    story.answered(NODE, "LOOK", "/conversations/c2", "", sentAt, 200, CLOSED);
    look("/conversations/c2", WITH_BEN);
    assertThat(story.found()).containsExactly("I9 c2");
  }

  @Test
  void anUnknownConversationAfterItsStartIsStale() {
    story.answered(NODE, "LOOK", "/conversations/c5", "", 404, "");
    assertThat(story.found()).containsExactly("I9 c5");
  }

  @Test
  void aConversationWithoutAStartMayBeUnknown() {
    story.answered(NODE, "LOOK", "/conversations/c99", "", 404, "");
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aRepeatedStartAnsweredAsCreatedIsStale() {
    story.answered(NODE, "START", "c5", "skill=care", 201, "state=WAITING skill=care");
    assertThat(story.found()).containsExactly("I9 c5");
  }

  @Test
  void aRepeatedStartAnsweredWithThePresentStateIsNotStale() {
    story.answered(NODE, "START", "c5", "skill=care", 200, "state=WAITING skill=care");
    assertThat(story.found()).isEmpty();
  }

  @Test
  void anAcceptAnsweredWithAnEarlierStateIsFound() {
    story.close("c2", "ben");
    story.answered(NODE, "ACCEPT", "c2", "agent=ben", 200, WITH_BEN);
    assertThat(story.found()).contains("I9 c2");
  }

  @Test
  void aMissingAnswerOr503ShowsNoState() {
    story.close("c2", "ben");
    story.answered(NODE, "LOOK", "/conversations/c2", "", 503, WITH_BEN);
    story.answered(NODE, "LOOK", "/conversations/c2", "", 0, WITH_BEN);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void anUnacknowledgedPresenceMayBeShownOrNot() {
    long sentAt = story.tape().now();
    story.present("ben", Presence.ONLINE);
    for (String presence : new String[] {"AWAY", "ONLINE"}) {
      String shown = "assigned=c2,c4 presence=" + presence;
      story.answered(NODE, "LOOK", "/agents/ben", "", sentAt, 200, shown);
    }
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aQueueOlderThanAnotherAnswerIsStale() {
    look(CARE, "queue=c5,c6");
    story.start("c7", "care");
    look(CARE, "queue=c5,c6,c7");
    look(CARE, "queue=c5,c6");
    assertThat(story.found()).containsExactly("I9 care");
  }

  // --- configuration ---

  @Test
  void aRevisionOlderThanAnAcknowledgedOneIsStale() {
    configured();
    look("/skills/probed", "revision=7 value=1");
    assertThat(story.found()).containsExactly("I9 /skills/probed");
  }

  @Test
  void anAccountRevisionOlderThanThatOfAnItemIsStale() {
    configured();
    look("", "revision=7");
    assertThat(story.found()).containsExactly("I9 ");
  }

  @Test
  void anItemMayHaveAnOlderRevisionThanTheAccount() {
    configured();
    look("", "revision=9");
    look("/skills/probed", "revision=8 value=2");
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aReportListsBothCalls() {
    story.close("c2", "ben");
    look("/conversations/c2", WITH_BEN);
    Violation violation = story.violations().get(0);
    assertThat(violation.what()).contains("LOOK", NODE, "CLOSE", "node-1", "ms before it was sent");
    assertThat(violation.evidence()).hasSize(2);
  }

  /** Revision 8 sets the value 2. */
  private void configured() {
    long now = story.tape().now();
    story.answered(
        "node-1", "CONFIGURE", "/skills/probed", "value=2", now, 200, "revision=8 value=2");
  }

  /** A read at another node, which shows this. */
  private void look(String path, String shown) {
    story.answered(NODE, "LOOK", path, "", 200, shown);
  }
}
