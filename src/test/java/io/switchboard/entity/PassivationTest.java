package io.switchboard.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.stream.javadsl.Sink;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.protocol.AgentMessage.Describe;
import io.switchboard.domain.protocol.AgentMessage.Present;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Agents in a cluster, who leave its memory and come back. */
class PassivationTest {
  private static final Duration LINGER = Duration.ofMinutes(2);

  @Test
  void anAgentWhoLeftTheMemoryIsWhatTheyWereWhenSomebodyAsks() {
    VirtualTime time = new VirtualTime();
    try (SingleNode node = new SingleNode(system -> time)) {
      node.configure(
          """
          {"skills": [{"id": "sales"}], "agents": [{"id": "ann", "skills": ["sales"]}]}
          """);
      node.agent("ann", new Present(Presence.ONLINE, Optional.empty()));
      node.agent("ann", new Present(Presence.OFFLINE, Optional.empty()));
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

  /** Names this life of the agent's entity. */
  private static String life(SingleNode node) {
    DesktopEvent event =
        SingleNode.answer(
            node.entities
                .desktop(SingleNode.ACCOUNT, "ann", Optional.empty())
                .runWith(Sink.head(), node.kit.system()));
    return EventId.read(event.id()).orElseThrow().life();
  }
}
