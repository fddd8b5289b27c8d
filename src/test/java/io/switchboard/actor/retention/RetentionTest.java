package io.switchboard.actor.retention;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.Cancellable;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Source;
import io.switchboard.actor.DesktopEvent;
import io.switchboard.actor.EntityClient;
import io.switchboard.actor.InMemory;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.protocol.Address;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One run of the removal, of three accounts with one conversation each. */
class RetentionTest {
  private final BlockingQueue<String> removed = new LinkedBlockingQueue<>();

  @Test
  void anAccountThatFailsDoesNotKeepTheConversationsOfTheOthers() throws Exception {
    ActorTestKit kit = InMemory.testKitInCluster();
    try {
      Retention.start(kit.system(), new Rows(), new Entities(), new OneRun(), Duration.ofHours(1));

      assertThat(removed.poll(20, TimeUnit.SECONDS)).isEqualTo("c-of-third");
    } finally {
      kit.shutdownTestKit();
    }
  }

  /** The interval is over at once, and the next one never. */
  private static final class OneRun implements EntityClock {
    private final AtomicBoolean hasRun = new AtomicBoolean();

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public Cancellable schedule(long at, Runnable task) {
      if (!hasRun.getAndSet(true)) {
        task.run();
      }
      return Cancellable.alreadyCancelled();
    }
  }

  /** The rows of the first account cannot be read. */
  private static final class Rows implements StoredRecords {
    @Override
    public CompletionStage<List<AccountRecord>> accounts(Optional<String> after, int limit) {
      return completedFuture(List.of(account("first"), account("second"), account("third")));
    }

    private static AccountRecord account(String id) {
      return new AccountRecord(id, Optional.empty(), 1, Duration.ZERO);
    }

    @Override
    public CompletionStage<Set<String>> closedBefore(String account, Instant time, int limit) {
      return account.equals("first")
          ? failedFuture(new IllegalStateException("unreadable"))
          : completedFuture(Set.of("c-of-" + account));
    }

    @Override
    public CompletionStage<List<String>> conversationIds(
        String account, String consumer, boolean open, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<ConversationState>> conversations(
        String account, String consumer, Optional<String> after, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<ConsumerRecorded>> consumer(String account, String consumer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Map<Address, Set<String>>> traces(
        String account, String consumer, Set<String> conversations) {
      throw new UnsupportedOperationException();
    }
  }

  /** The partitions of the second account refuse. */
  private final class Entities implements EntityClient {
    @Override
    public CompletionStage<Integer> forget(String account, Address entity, Set<String> ids) {
      if (account.equals("second")) {
        return failedFuture(new IllegalStateException("refused"));
      }
      removed.addAll(ids);
      return completedFuture(ids.size());
    }

    @Override
    public CompletionStage<Reply> ask(
        String account, String conversation, ConversationMessage message) {
      throw new UnsupportedOperationException();
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
