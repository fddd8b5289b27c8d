package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.actor.EntityCommand.Request;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.serialization.DomainSerializer;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.Message;
import java.io.NotSerializableException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Serialization of all values that are stored or sent between nodes. */
@Tag("slow")
class SentMessagesTest {
  private static final int SAMPLES_OF_EACH = 300;

  private static ActorTestKit kit;
  private static DomainSerializer serializer;
  private static ActorRef<Object> somebody;

  @BeforeAll
  static void start() {
    kit = InMemory.testKit();
    serializer = new DomainSerializer((ExtendedActorSystem) Adapter.toClassic(kit.system()));
    somebody = kit.createTestProbe(Object.class).ref();
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  static Stream<Class<?>> storedOrSent() {
    return Stream.concat(DomainSerializer.STORED.stream(), DomainSerializer.SENT.stream());
  }

  static Stream<Class<?>> messages() {
    return Cases.records(Message.class);
  }

  @ParameterizedTest
  @MethodSource("storedOrSent")
  void aSerializedValueIsReadBackEqual(Class<?> type) {
    assertThat(Samples.some(type, SAMPLES_OF_EACH, somebody))
        .allSatisfy(
            value ->
                assertThat(sent(value))
                    .usingRecursiveComparison()
                    .withEqualsForType((one, other) -> true, Deadline.class)
                    .isEqualTo(value));
  }

  @Test
  void aDeadlineIsReducedByTheTransitDelay() {
    Deadline until = Deadline.in(Duration.ofHours(1));

    long before = until.left(System.nanoTime());
    Deadline arrived =
        ((Request) sent(new Request("c1", new Describe(), somebody.narrow(), until))).deadline();

    assertThat(arrived.left(System.nanoTime()))
        .isGreaterThan(Duration.ofMinutes(59).toNanos())
        .isLessThan(before);
  }

  @Test
  void anExpiredDeadlineArrivesExpired() {
    Deadline over = Deadline.in(Duration.ZERO);

    Request arrived = (Request) sent(new Request("c1", new Describe(), somebody.narrow(), over));

    assertThat(arrived.deadline().isOver()).isTrue();
  }

  @Test
  void aCommandOfTheEarlierVersionHasTheTimeoutOfItsCaller() throws Exception {
    Request asked =
        new Request("c1", new Describe(), somebody.narrow(), Deadline.in(Duration.ofHours(1)));
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(serializer.toBinary(asked));
    json.remove("deadline");

    Request arrived =
        (Request)
            serializer.fromBinary(
                new ObjectMapper().writeValueAsBytes(json), serializer.manifest(asked));

    assertThat(arrived.deadline().left(System.nanoTime()))
        .isBetween(1L, Duration.ofSeconds(5).toNanos());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void eachMessageBetweenEntitiesIsReadBackEqual(Class<?> type) {
    assertThat(Samples.some(type, SAMPLES_OF_EACH, somebody))
        .map(message -> new EntityCommand.Deliver("c1", (Message) message))
        .allSatisfy(told -> assertThat(sent(told)).isEqualTo(told));
  }

  @ParameterizedTest
  @MethodSource("storedOrSent")
  void akkaUsesTheDomainSerializer(Class<?> type) throws NotSerializableException {
    Serializer bound = SerializationExtension.get(kit.system()).serializerFor(type);

    assertThat(bound).isInstanceOf(DomainSerializer.class);
  }

  private static Object sent(Object value) {
    return serializer.fromBinary(serializer.toBinary(value), serializer.manifest(value));
  }
}
