package io.switchboard.actor.retention;

import io.switchboard.actor.EntityClient;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.domain.protocol.Address;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The partitions of the conversations of an account. */
record Partitions(EntityClient entities, String account) {

  /**
   * Removes conversations, one partition after the other.
   *
   * @return the number of those that do not stay
   */
  CompletionStage<Integer> forget(Collection<String> conversations) {
    Map<String, Set<String>> partitions =
        conversations.stream()
            .collect(Collectors.groupingBy(EntityName::partition, Collectors.toSet()));
    CompletionStage<Integer> sum = CompletableFuture.completedFuture(0);
    for (Set<String> some : partitions.values()) {
      Address partition = Address.conversation(some.iterator().next());
      sum =
          sum.thenCompose(
              before -> entities.forget(account, partition, some).thenApply(gone -> before + gone));
    }
    return sum;
  }
}
