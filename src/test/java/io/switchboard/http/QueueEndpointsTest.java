package io.switchboard.http;

import static io.switchboard.http.Shop.NOON;
import static io.switchboard.http.Shop.SECOND;
import static io.switchboard.http.Shop.assertProblem;
import static io.switchboard.http.Shop.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.protocol.QueueMessage.Describe;
import io.switchboard.domain.protocol.QueueMessage.DescribeDistribution;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.http.ScriptedEntities.Asked;
import io.switchboard.http.TestServer.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueEndpointsTest extends ShopScenario {
  private static final String SALES = Shop.PATH + "/skills/sales";

  @Test
  void aQueueReturnsItsFiguresAndItsConversations() {
    shop.entities.answer(
        Describe.class,
        new Reply.Queue("sales", 7, Optional.of(NOON), 2, 5, 1, List.of(entry("c1", 1))));

    Answer answer = shop.server.get(SALES + "/queue").answer();

    assertThat(json(answer))
        .isEqualTo(
            json(
                """
                {"skill": "sales", "length": 7,
                 "oldestWait": "PT90.5S",
                 "overdue": 2, "onlineAgents": 5, "freeAgents": 1,
                 "items": [
                   {"conversation": "c1", "position": 1,
                    "startedAt": "2026-11-22T12:00:00.000000Z",
                    "enteredAt": "2026-11-22T12:00:01.000000Z",
                    "dueAt": "2026-11-22T12:00:02.000000Z",
                    "group": "in-house", "offeredTo": "ann",
                    "offerExpiresAt": "2026-11-22T12:00:03.000000Z"}]}
                """));
    assertThat(shop.entities.asked())
        .containsExactly(new Asked("shop", "sales", new Describe(Optional.empty(), 101)));
  }

  @Test
  void anEmptyQueueHasNoOldestWait() {
    shop.entities.answer(
        Describe.class, new Reply.Queue("-1", 0, Optional.empty(), 0, 0, 0, List.of()));

    Answer answer = shop.server.get(Shop.PATH + "/skills/-1/queue").answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer).has("oldestWait")).isFalse();
    assertThat(json(answer).has("next")).isFalse();
  }

  @Test
  void aPageHasACursorToTheNextEntry() {
    shop.entities.answer(
        Describe.class,
        new Reply.Queue(
            "sales",
            3,
            Optional.of(NOON),
            0,
            0,
            0,
            List.of(entry("c1", 1), entry("c2", 2), entry("c3", 3))));

    Answer first = shop.server.get(SALES + "/queue?limit=2").answer();
    shop.server
        .get(SALES + "/queue?limit=1000&cursor=" + json(first).get("next").asText())
        .answer();

    assertThat(json(first).get("items").findValuesAsText("conversation"))
        .containsExactly("c1", "c2");
    assertThat(shop.entities.asked())
        .containsExactly(
            new Asked("shop", "sales", new Describe(Optional.empty(), 3)),
            new Asked(
                "shop",
                "sales",
                new Describe(
                    Optional.of(new QueuePosition("c2", 2, NOON + 2 * SECOND, NOON)), 1_001)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "ten", ""})
  void aLimitIsFromOneToAThousand(String limit) {
    assertProblem(shop.server.get(SALES + "/queue?limit=" + limit).answer(), 400, "limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%21", "c2FsZXM", "OTk5OTk5OTk5OTk5OTk5OTk5OSwwLDAsYzE"})
  void anInvalidCursorIsRefused(String cursor) {
    assertProblem(shop.server.get(SALES + "/queue?cursor=" + cursor).answer(), 400, "cursor");
    assertThat(shop.entities.asked()).isEmpty();
  }

  @Test
  void aLedgerListsEachGroup() {
    shop.entities.answer(
        DescribeDistribution.class,
        new Reply.Distribution(
            Optional.of(
                new Ledger(
                    List.of(
                        new Ledger.GroupTotals(
                            Ledger.Tier.PRIMARY,
                            "in-house",
                            60,
                            6,
                            1,
                            2,
                            0,
                            4,
                            -0.4,
                            0.6,
                            0.3,
                            0.5))))));

    Answer answer = shop.server.get(SALES + "/distribution").answer();

    assertThat(json(answer))
        .isEqualTo(
            json(
                """
                {"skill": "sales", "enabled": true, "groups": [
                  {"tier": "PRIMARY", "group": "in-house", "percent": 60, "allotted": 6,
                   "diverted": 1, "overflowedFrom": 2, "overflowedTo": 0, "accepted": 4,
                   "deviation": -0.4, "worstDeviation": 0.6,
                   "overflowDeviation": 0.3, "worstOverflowDeviation": 0.5}]}
                """));
  }

  @Test
  void aSkillWithoutDistributionHasAnEmptyLedger() {
    shop.entities.answer(DescribeDistribution.class, new Reply.Distribution(Optional.empty()));

    Answer answer = shop.server.get(Shop.PATH + "/skills/care/distribution").answer();

    assertThat(json(answer))
        .isEqualTo(json("{\"skill\": \"care\", \"enabled\": false, \"groups\": []}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue", "distribution"})
  void aMissingSkillIsNotFound(String what) {
    assertProblem(shop.server.get(Shop.PATH + "/skills/nothing/" + what).answer(), 404);
    assertProblem(shop.server.get("/v1/accounts/other/skills/sales/" + what).answer(), 404);
    assertThat(shop.entities.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue", "distribution"})
  void aTimeoutMayBeRepeated(String what) {
    shop.entities.timeOut(Describe.class);
    shop.entities.timeOut(DescribeDistribution.class);

    Answer answer = shop.server.get(SALES + "/" + what).answer();

    assertProblem(answer, 503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  private static Reply.QueuePlace entry(String conversation, int position) {
    return new Reply.QueuePlace(
        conversation,
        2,
        position,
        NOON,
        NOON + SECOND,
        NOON + 2 * SECOND,
        Optional.of("in-house"),
        Optional.of("ann"),
        Optional.of(NOON + 3 * SECOND));
  }
}
