package io.switchboard.http.view;

import io.switchboard.document.Page;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationSummary;
import io.switchboard.domain.protocol.ServingAgent;
import io.switchboard.http.request.TimeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is stored about a consumer.
 *
 * @param firstConversation the id of the first conversation, which may have been removed
 * @param previousAgents agents who had conversations of the consumer, the most recent first
 * @param items a page of the stored conversations, in the order of their ids
 */
public record ConsumerView(
    String consumer,
    Optional<String> firstConversation,
    List<PreviousAgent> previousAgents,
    List<StoredConversation> items,
    Optional<String> next) {

  /** An agent, and the time of the assignment. */
  public record PreviousAgent(String agent, Instant at) {
    static PreviousAgent of(ServingAgent agent) {
      return new PreviousAgent(agent.agent(), TimeFormat.at(agent.at()));
    }
  }

  /** A conversation with its history; without its position while it waits. */
  public record StoredConversation(ConversationView conversation, List<HistoryView.Entry> history) {
    static StoredConversation of(ConversationState state) {
      return new StoredConversation(
          ConversationView.of(ConversationSummary.of(state, Optional.empty()), Optional.empty()),
          state.common().log().history().stream().map(HistoryView.Entry::of).toList());
    }
  }

  public static ConsumerView of(
      String consumer, ConsumerRecorded stored, Page<ConversationState> page) {
    return new ConsumerView(
        consumer,
        stored.firstConversation(),
        stored.agents().stream().map(PreviousAgent::of).toList(),
        page.items().stream().map(StoredConversation::of).toList(),
        page.next());
  }
}
