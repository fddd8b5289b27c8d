package io.switchboard.actor.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for ids in events and states as they are stored. */
class ConsumerTracesTest {

  @ParameterizedTest
  @ValueSource(strings = {"QueueState", "QueueEvent.Entered", "QueueEvent.Updated"})
  void aConsumerIsFoundWhereAConversationWaits(String stored) throws Exception {
    assertThat(traces("some-consumer").in(sample(stored))).hasValue(Set.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"QueueState", "QueueEvent.Entered", "QueueEvent.Updated"})
  void aWaitingConversationIsFound(String stored) throws Exception {
    assertThat(traces("zoe", "some-id").in(sample(stored))).hasValue(Set.of("some-id"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QueueState",
        "QueueEvent.Left",
        "QueueEvent.Redirected",
        "AgentState",
        "AgentEvent.Reserved"
      })
  void aConversationThatLeftOrIsReservedIsFound(String stored) throws Exception {
    assertThat(traces("zoe", "some-conversation", "other").in(sample(stored)))
        .hasValue(Set.of("some-conversation"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "presence",
        "consumer",
        "conversation",
        "OFFLINE",
        "STATIC",
        "some-skill",
        "some-id"
      })
  void aNameOfAMemberAndAnotherValueAreNoConsumer(String consumer) throws Exception {
    assertThat(traces(consumer).in(sample("QueueState"))).isEmpty();
    assertThat(traces(consumer).in(sample("AgentState"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"presence", "conversation", "OFFLINE", "STATIC", "some-skill", "some-consumer"})
  void aNameOfAMemberAndAnotherValueAreNoConversation(String conversation) throws Exception {
    assertThat(traces("zoe", conversation).in(sample("QueueState"))).isEmpty();
    assertThat(traces("zoe", conversation).in(sample("AgentState"))).isEmpty();
  }

  @Test
  void anAttributeOfAConversationIsNoTrace() {
    String json =
        """
        {"inquiry": {"id": "c2", "consumer": "yan", "attributes":
          {"consumer": "zoe", "conversation": "c1", "id": "c1", "inquiry": "zoe"}}}
        """;

    assertThat(traces("zoe", "c1").in(json.getBytes(UTF_8))).isEmpty();
  }

  private static ConsumerTraces traces(String consumer, String... conversations) {
    return new ConsumerTraces(consumer, Set.of(conversations));
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream file =
        ConsumerTracesTest.class.getResourceAsStream("/stored/" + name + ".json")) {
      return Optional.ofNullable(file).orElseThrow().readAllBytes();
    }
  }
}
