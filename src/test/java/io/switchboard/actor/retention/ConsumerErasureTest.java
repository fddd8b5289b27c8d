package io.switchboard.actor.retention;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Source;
import io.switchboard.actor.DesktopEvent;
import io.switchboard.actor.EntityClient;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The order in which an erasure removes what is stored about consumer zoe. */
class ConsumerErasureTest {
  private static ActorTestKit kit;

  private final List<String> steps = new ArrayList<>();
  private final Set<String> closed = new TreeSet<>();
  private final Set<String> open = new TreeSet<>();
  private final Map<Address, Set<String>> traces = new HashMap<>();
  private boolean isStored = true;

  /** How often sales must be asked to forget until it has processed the removal of c1. */
  private int removalsLate;

  /** How often traces are still found after ann has been asked to forget. */
  private int snapshotsLate;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create();
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void tracesAreRemovedBeforeTheRowsThatNameThem() throws Exception {
    closed.add("c1");
    traces.put(Address.agent("ann"), Set.of("c1"));

    assertThat(erase()).isEmpty();

    assertThat(steps).containsExactly("read c1", "forget A:ann [c1]", "forget C:c1 [c1]", "zoe");
  }

  @Test
  void aConversationThatItsQueueStillHasIsReadUntilTheQueueHasRemovedIt() throws Exception {
    closed.add("c1");
    traces.put(Address.queue("sales"), Set.of("c1"));
    removalsLate = 2;

    assertThat(erase()).isEmpty();

    assertThat(steps)
        .containsExactly(
            "read c1",
            "forget Q:sales [c1]",
            "read c1",
            "forget Q:sales [c1]",
            "read c1",
            "forget Q:sales [c1]",
            "forget C:c1 [c1]",
            "zoe");
  }

  @Test
  void anAgentReplacesItsEventsOnceWhileTheirSnapshotIsNotYetStored() throws Exception {
    closed.add("c1");
    traces.put(Address.agent("ann"), Set.of("c1"));
    snapshotsLate = 3;

    assertThat(erase()).isEmpty();

    assertThat(steps).containsOnlyOnce("forget A:ann [c1]").endsWith("forget C:c1 [c1]", "zoe");
  }

  @Test
  void aTraceOfTheConsumerAloneIsRemovedAfterTheConversations() throws Exception {
    closed.add("c1");
    traces.put(Address.queue("sales"), Set.of());

    assertThat(erase()).isEmpty();

    assertThat(steps).containsExactly("forget C:c1 [c1]", "forget Q:sales []", "zoe");
  }

  @Test
  void anInterruptedErasureContinuesWithWhatIsLeft() throws Exception {
    assertThat(erase()).isEmpty();

    assertThat(steps).containsExactly("zoe");
  }

  @Test
  void nothingIsRemovedWhileAConversationIsOpen() throws Exception {
    closed.add("c1");
    open.add("c2");

    assertThat(erase()).containsExactly("c2");

    assertThat(steps).isEmpty();
  }

  private List<String> erase() throws Exception {
    return new ConsumerErasure(kit.system(), new Rows(), new Entities())
        .erase("shop", "zoe")
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private final class Rows implements StoredRecords {
    @Override
    public CompletionStage<List<String>> conversationIds(
        String account, String consumer, boolean isOpen, int limit) {
      return completedFuture(List.copyOf(isOpen ? open : closed));
    }

    @Override
    public CompletionStage<Optional<ConsumerRecorded>> consumer(String account, String consumer) {
      return completedFuture(Optional.of(ConsumerRecorded.NOTHING).filter(any -> isStored));
    }

    @Override
    public CompletionStage<Map<Address, Set<String>>> traces(
        String account, String consumer, Set<String> conversations) {
      Map<Address, Set<String>> found = Map.copyOf(traces);
      if (!steps.isEmpty() && snapshotsLate > 0 && --snapshotsLate == 0) {
        traces.clear();
      }
      return completedFuture(found);
    }

    @Override
    public CompletionStage<List<AccountRecord>> accounts(Optional<String> after, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Set<String>> closedBefore(String account, Instant time, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<ConversationState>> conversations(
        String account, String consumer, Optional<String> after, int limit) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Entities implements EntityClient {
    @Override
    public CompletionStage<Integer> forget(String account, Address entity, Set<String> ids) {
      if (entity.equals(Address.consumer("zoe"))) {
        steps.add("zoe");
        isStored = false;
      } else {
        steps.add("forget " + entity + " " + ids);
      }
      if (entity.kind() == Address.Kind.CONVERSATION) {
        closed.removeAll(ids);
      } else if (removalsLate-- > 0) {
        return completedFuture(0);
      } else if (snapshotsLate == 0) {
        traces.remove(entity);
      }
      return completedFuture(ids.size());
    }

    @Override
    public CompletionStage<Reply> ask(
        String account, String conversation, ConversationMessage message) {
      steps.add("read " + conversation);
      return completedFuture(new Reply.Done());
    }

    @Override
    public CompletionStage<Reply> ask(String account, String skill, QueueMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Reply> ask(String account, String agent, AgentMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Source<DesktopEvent, NotUsed> desktop(
        String account, String agent, Optional<String> lastEvent) {
      throw new UnsupportedOperationException();
    }
  }
}
