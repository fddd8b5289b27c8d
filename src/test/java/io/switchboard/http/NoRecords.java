package io.switchboard.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.switchboard.actor.retention.StoredRecords;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.protocol.Address;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A database without rows. */
final class NoRecords implements StoredRecords {
  @Override
  public CompletionStage<List<AccountRecord>> accounts(Optional<String> after, int limit) {
    return completedFuture(List.of());
  }

  @Override
  public CompletionStage<Set<String>> closedBefore(String account, Instant time, int limit) {
    return completedFuture(Set.of());
  }

  @Override
  public CompletionStage<List<String>> conversationIds(
      String account, String consumer, boolean open, int limit) {
    return completedFuture(List.of());
  }

  @Override
  public CompletionStage<List<ConversationState>> conversations(
      String account, String consumer, Optional<String> after, int limit) {
    return completedFuture(List.of());
  }

  @Override
  public CompletionStage<Optional<ConsumerRecorded>> consumer(String account, String consumer) {
    return completedFuture(Optional.empty());
  }

  @Override
  public CompletionStage<Map<Address, Set<String>>> traces(
      String account, String consumer, Set<String> conversations) {
    return completedFuture(Map.of());
  }
}
