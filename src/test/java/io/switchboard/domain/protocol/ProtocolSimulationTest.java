package io.switchboard.domain.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.actor.serialization.StateCodec;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.HandoverTarget;
import io.switchboard.domain.queue.QueueEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Simulation of the real state machines under many schedules of loss, repetition, reordering and
 * crashes. {@code -Dprotocol.schedules=N} sets their number, {@code -Dprotocol.seed=N} the first
 * seed, and {@code -Dprotocol.schedules=1} with the seed of a failure replays it; {@code
 * -Dprotocol.trace=N} shows more of its last steps.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class ProtocolSimulationTest {
  private static final long SEED = Long.getLong("protocol.seed", 0);
  private static final int SCHEDULES = Integer.getInteger("protocol.schedules", 20_000);
  private static final int OFTEN_ENOUGH = 20_000;
  private static final int ONE_OF = 10;

  private final Coverage coverage = new Coverage();
  private List<Schedules.Failure> failures;

  @BeforeAll
  void runThemAll() {
    failures = new Schedules(Mutation.NONE).run(SEED, SCHEDULES, coverage).stream().toList();
  }

  @Test
  void allInvariantsHoldInEachSchedule() {
    assertThat(failures).isEmpty();
  }

  @Test
  void allInvariantsHoldWithStatesStoredAsJson() {
    assertThat(new Schedules(new StatesAsJson()).run(SEED, SCHEDULES / ONE_OF, new Coverage()))
        .isEmpty();
  }

  @Test
  void allInvariantsHoldIfEntitiesWithMessagesToSendSometimesLeaveMemory() {
    assertThat(new Schedules(new ActiveOnesLeave()).run(SEED, SCHEDULES / ONE_OF, new Coverage()))
        .isEmpty();
  }

  private static final class StatesAsJson implements Mutation {
    private static final StateCodec<ConversationState> CONVERSATIONS =
        new StateCodec<>(ConversationState.class);
    private static final StateCodec<ConsumerRecorded> CONSUMERS =
        new StateCodec<>(ConsumerRecorded.class);

    @Override
    public StoredStates stores() {
      return new StoredStates() {
        @Override
        void write(Map<String, Object> changed) {
          Map<String, Object> read = new HashMap<>();
          changed.forEach((id, state) -> read.put(id, throughJson(state)));
          super.write(read);
        }
      };
    }

    private static Object throughJson(Object state) {
      return state instanceof ConversationState conversation
          ? CONVERSATIONS.read(CONVERSATIONS.write(conversation))
          : CONSUMERS.read(CONSUMERS.write((ConsumerRecorded) state));
    }
  }

  /** An entity that has something to send leaves memory, and no client waits for it any more. */
  private static final class ActiveOnesLeave implements Mutation {
    @Override
    public void endsTurn(Actor actor, ProtocolSimulator world) {
      if (actor instanceof Partition<?, ?, ?> partition && world.random().nextInt(4) == 0) {
        world.watcher().answers().crashed(partition);
        partition.removeActive();
      }
    }
  }

  @Test
  void eachKindOfEventMessageReplyAndSignalOccursOften() {
    Stream<Class<?>> kinds =
        Stream.of(
                ConversationEvent.class,
                QueueEvent.class,
                AgentEvent.class,
                ConversationMessage.class,
                QueueMessage.class,
                AgentMessage.class,
                ConsumerMessage.class,
                HandoverTarget.class,
                AgentNotification.class,
                Reply.class)
            .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
            // Actors answer with it, no machine does.
            .filter(kind -> kind != Reply.Forgotten.class);
    assertThat(kinds).allSatisfy(this::occursOften);
  }

  @Test
  void eachReasonOfRequeueRefusalAndCrashOccursOften() {
    Stream<Object> reasons =
        Stream.of(
                ConversationEvent.RequeueReason.values(),
                Refusal.values(),
                AgentNotification.Reason.values(),
                AgentEvent.PresenceReason.values(),
                Reply.Reason.values())
            .flatMap(Arrays::stream);
    assertThat(reasons).allSatisfy(this::occursOften);
    assertThat(
            List.of(
                "crash before the write",
                "crash after the write",
                "crash at rest",
                "crash of everything",
                "a batch of several entities",
                "an entity resumed",
                "a ledger compared with its log",
                "a bound checked",
                "an overflow counted while it rings"))
        .allSatisfy(this::occursOften);
  }

  private void occursOften(Object kind) {
    if (failures.isEmpty() && SCHEDULES >= OFTEN_ENOUGH) {
      assertThat(coverage.of(kind)).as("%s of %s", kind, coverage).isGreaterThanOrEqualTo(50);
    }
  }
}
