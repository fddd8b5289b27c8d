package io.switchboard.actor.retention;

import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.protocol.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Reads the rows that the journal writes together with events. A stage fails if it cannot. */
public interface StoredRecords {

  /**
   * An account.
   *
   * @param keepsClosed how long it keeps closed conversations
   */
  record AccountRecord(String id, Optional<String> name, long revision, Duration keepsClosed) {}

  /** The first {@code limit} accounts after this id, in the order of their ids. */
  CompletionStage<List<AccountRecord>> accounts(Optional<String> after, int limit);

  /** The ids of {@code limit} conversations that were closed before this time, the oldest first. */
  CompletionStage<Set<String>> closedBefore(String account, Instant time, int limit);

  /** The ids of {@code limit} conversations of a consumer: the open ones, or the closed ones. */
  CompletionStage<List<String>> conversationIds(
      String account, String consumer, boolean open, int limit);

  /** The first {@code limit} conversations of a consumer after this id, in the order of ids. */
  CompletionStage<List<ConversationState>> conversations(
      String account, String consumer, Optional<String> after, int limit);

  /** What is stored about a consumer apart from conversations. */
  CompletionStage<Optional<ConsumerRecorded>> consumer(String account, String consumer);

  /**
   * The queues and agents of an account whose stored events or snapshots name the consumer or at
   * least one of the conversations, each with the conversations that it names. Reads all of these
   * events and snapshots.
   */
  CompletionStage<Map<Address, Set<String>>> traces(
      String account, String consumer, Set<String> conversations);
}
