package io.switchboard.http;

import static io.switchboard.http.Shop.NOON;
import static io.switchboard.http.Shop.SECOND;
import static io.switchboard.http.Shop.assertProblem;
import static io.switchboard.http.Shop.assignedTo;
import static io.switchboard.http.Shop.closed;
import static io.switchboard.http.Shop.json;
import static io.switchboard.http.Shop.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.AgentPreference;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.QueueMessage.Explain;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Reply.Reason;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Occasion;
import io.switchboard.domain.routing.Remedy;
import io.switchboard.domain.routing.SkillChoice;
import io.switchboard.domain.routing.Verdict;
import io.switchboard.http.TestServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExplanationRouteTest extends ShopScenario {
  private static final String EXPLANATION = Shop.PATH + "/conversations/c1/explanation";
  private static final DueTime DUE =
      new DueTime(
          NOON,
          Duration.ofHours(1).toNanos(),
          List.of(
              new Credit(
                  Records.of(
                      Condition.class, "attributes", Map.of("ctmrinfo.ctype", List.of("vip"))),
                  Duration.ofSeconds(90))),
          30 * SECOND);

  @Test
  void aWaitingConversationIsExplainedByItsQueue() {
    shop.entities.answer(Describe.class, waiting());
    shop.entities.answer(
        Explain.class,
        new Reply.ExplanationReply(
            new Explanation(
                "sales",
                SkillChoice.Reason.REQUESTED,
                DUE,
                Optional.empty(),
                3,
                Optional.empty(),
                Optional.empty(),
                17,
                Map.of(Verdict.Rule.NO_CAPACITY, 2, Verdict.Rule.NOT_ONLINE, 15),
                List.of(
                    new Explanation.Candidate(
                        "ann", new Verdict.Excluded(Verdict.Rule.NO_CAPACITY))),
                List.of(),
                List.of(
                    new Remedy(
                        Remedy.Kind.AGENT_GAINS_CAPACITY, List.of("ann"), OptionalLong.empty()),
                    new Remedy(
                        Remedy.Kind.OPENS_TO_ALL,
                        List.of(),
                        OptionalLong.of(NOON + 120 * SECOND))))));

    Answer answer = shop.server.get(EXPLANATION).answer();

    assertThat(json(answer))
        .isEqualTo(
            json(
                """
                {"conversation": "c1", "state": "WAITING", "skill": "sales",
                 "reasons": {
                   "skill": "sales", "skillReason": "REQUESTED", "position": 3,
                   "due": {
                     "dueAt": "2026-11-22T12:58:00.000000Z",
                     "enteredAt": "2026-11-22T12:00:00.000000Z",
                     "responseTime": "PT1H",
                     "credits": [
                       {"credit": "PT90S",
                        "when": {"attributes": {"ctmrinfo.ctype": ["vip"]}}}],
                     "priorityCredit": "PT30S"},
                   "agentCount": 17,
                   "excluded": {"NOT_ONLINE": 15, "NO_CAPACITY": 2},
                   "candidates": [
                     {"agent": "ann", "verdict": "EXCLUDED", "rule": "NO_CAPACITY"}],
                   "rivals": [],
                   "remedies": [
                     {"kind": "AGENT_GAINS_CAPACITY", "agents": ["ann"]},
                     {"kind": "OPENS_TO_ALL", "agents": [],
                      "at": "2026-11-22T12:02:00.000000Z"}]}}
                """));
  }

  @Test
  void anAssignedConversationIsExplainedByTheComparisonOfItsPlacement() {
    shop.entities.answer(
        Describe.class,
        because(
            new Explanation(
                "sales",
                SkillChoice.Reason.REQUESTED,
                DUE,
                Optional.empty(),
                0,
                Optional.of("ann"),
                Optional.of(Occasion.WORK_SEARCH),
                3,
                Map.of(),
                List.of(
                    new Explanation.Candidate("ann", new Verdict.Chosen()),
                    new Explanation.Candidate(
                        "bea",
                        new Verdict.LessPreferred(Optional.of(AgentPreference.LONGEST_IDLE))),
                    new Explanation.Candidate("cleo", new Verdict.LessPreferred(Optional.empty()))),
                List.of(new Explanation.Rival("care", "c9", NOON + 9 * SECOND)),
                List.of())));

    Answer answer = shop.server.get(EXPLANATION).answer();

    assertThat(json(answer).get("agent").asText()).isEqualTo("ann");
    assertThat(json(answer).at("/reasons/occasion").asText()).isEqualTo("WORK_SEARCH");
    assertThat(json(answer).at("/reasons").has("position")).isFalse();
    assertThat(json(answer).at("/reasons/candidates"))
        .isEqualTo(
            json(
                """
                [{"agent": "ann", "verdict": "CHOSEN"},
                 {"agent": "bea", "verdict": "LESS_PREFERRED", "decidedBy": "LONGEST_IDLE"},
                 {"agent": "cleo", "verdict": "LESS_PREFERRED"}]
                """));
    assertThat(json(answer).at("/reasons/rivals"))
        .isEqualTo(
            json(
                """
                [{"skill": "care", "conversation": "c9", "dueAt": "2026-11-22T12:00:09.000000Z"}]
                """));
  }

  @Test
  void aConversationAfterATakeoverHasNoReasons() {
    shop.entities.answer(Describe.class, assignedTo("bea"));

    Answer answer = shop.server.get(EXPLANATION).answer();

    assertThat(json(answer))
        .isEqualTo(
            json(
                """
                {"conversation": "c1", "state": "ASSIGNED", "skill": "sales", "agent": "bea"}
                """));
  }

  @Test
  void aClosedConversationHasNoReasons() {
    shop.entities.answer(Describe.class, closed());

    Answer answer = shop.server.get(EXPLANATION).answer();

    assertThat(json(answer))
        .isEqualTo(json("{\"conversation\": \"c1\", \"state\": \"CLOSED\", \"skill\": \"sales\"}"));
  }

  @Test
  void aConversationThatIsNotYetQueuedHasNoReasons() {
    shop.entities.answer(Describe.class, waiting());
    shop.entities.refuse(Explain.class, Reason.NOT_FOUND, "it does not wait for sales");

    Answer answer = shop.server.get(EXPLANATION).answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer).has("reasons")).isFalse();
  }

  @Test
  void aMissingConversationIsNotFound() {
    shop.entities.refuse(Describe.class, Reason.NOT_FOUND, "Conversation c1 does not exist.");

    assertProblem(shop.server.get(EXPLANATION).answer(), 404);
  }

  private static Reply.Conversation because(Explanation explanation) {
    Reply.Conversation assigned = assignedTo("ann");
    return Records.with(
        assigned, "reasons", explanation, "place", Optional.empty(), "created", false);
  }
}
