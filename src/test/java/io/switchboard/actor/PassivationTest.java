package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.stream.javadsl.Sink;
import io.switchboard.actor.runtime.DesktopEventId;
import io.switchboard.actor.runtime.SystemClock;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.AgentMessage.Describe;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Presence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Passivation of entities and their return to memory. */
@Tag("slow")
class PassivationTest {
  private static final Duration LINGER = Duration.ofMinutes(2);
  private static final int ROOM = 64;
  private static final int AT_ONCE = 8;
  private static final String ROOM_FOR_FEW =
      """
      akka.cluster.sharding.number-of-shards = 1
      akka.cluster.sharding.passivation.least-recently-used.active-entity-limit = %d
      """
          .formatted(ROOM);

  @Test
  void aPassivatedAgentHasTheSameStateAfterReload() {
    VirtualTime time = new VirtualTime();
    try (SingleNode node = new SingleNode(system -> time)) {
      node.configure(
          """
          {"skills": [{"id": "sales"}], "agents": [{"id": "ann", "skills": ["sales"]}]}
          """);
      node.agent("ann", new SetPresence(Presence.ONLINE, Optional.empty()));
      node.agent("ann", new SetPresence(Presence.OFFLINE, Optional.empty()));
      Reply before = node.agent("ann", new Describe());
      String life = life(node);

      TestProbe<Object> patience = node.kit.createTestProbe();
      patience.awaitAssert(
          Duration.ofSeconds(20),
          Duration.ofMillis(200),
          () -> {
            time.advance(LINGER);
            assertThat(life(node)).isNotEqualTo(life);
            return null;
          });

      assertThat(node.agent("ann", new Describe())).isEqualTo(before);
    }
  }

  @Test
  void aStartingConversationIsNotPassivatedInFavourOfOlderEntities() {
    try (SingleNode node = new SingleNode(ROOM_FOR_FEW, SystemClock::new)) {
      node.configure("{}");

      List<CompletionStage<Reply>> answers = new ArrayList<>();
      for (int i = 0; i < 5 * ROOM; i++) {
        answers.add(start(node, "c" + i));
        if (i >= AT_ONCE) {
          SingleNode.answer(answers.get(i - AT_ONCE));
        }
      }

      assertThat(answers)
          .allSatisfy(
              answer ->
                  assertThat(SingleNode.answer(answer)).isInstanceOf(Reply.Conversation.class));
    }
  }

  private static CompletionStage<Reply> start(SingleNode node, String conversation) {
    return node.entities.ask(
        SingleNode.ACCOUNT, conversation, new Start(Inquiry.forSkill(conversation, "-1")));
  }

  /** Identifies the incarnation of the agent's entity. */
  private static String life(SingleNode node) {
    DesktopEvent event =
        SingleNode.answer(
            node.entities
                .desktop(SingleNode.ACCOUNT, "ann", Optional.empty())
                .runWith(Sink.head(), node.kit.system()));
    return DesktopEventId.parse(event.id()).orElseThrow().incarnation();
  }
}
