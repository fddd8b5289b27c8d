package io.switchboard.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.switchboard.actor.EntityClient;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Reply.State;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.http.view.ConversationView;
import io.switchboard.http.view.ExplanationView;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Client of conversation entities. It combines the state of a conversation with its place in the
 * queue while it waits. The returned stages fail with {@link RequestRefusedException} when an
 * entity refuses.
 */
record ConversationClient(AccountLookup directory, EntityClient entities) {

  /** Sends a message to a conversation; fails with 404 if the account does not exist. */
  CompletionStage<Reply.Conversation> ask(
      String account, String conversation, ConversationMessage message) {
    return directory
        .account(account)
        .thenCompose(known -> entities.ask(account, conversation, message))
        .thenApply(reply -> ReplyMapper.as(Reply.Conversation.class, reply));
  }

  /** Returns the current state of a conversation. */
  CompletionStage<Reply.Conversation> describe(String account, String conversation) {
    return ask(account, conversation, new ConversationMessage.Describe());
  }

  /** Returns the view of a conversation, including its place in the queue. */
  CompletionStage<ConversationView> view(String account, Reply.Conversation conversation) {
    return entry(account, conversation)
        .thenApply(entry -> ConversationView.of(conversation, entry));
  }

  /**
   * Same as {@link #view} after a change. If the queue does not answer, the view has no place,
   * because the change itself has succeeded.
   */
  CompletionStage<ConversationView> viewOfDone(String account, Reply.Conversation conversation) {
    return view(account, conversation)
        .exceptionally(failure -> ConversationView.of(conversation, Optional.empty()));
  }

  /** Returns why a conversation waits, or why its agent has it. */
  CompletionStage<ExplanationView> explain(String account, Reply.Conversation conversation) {
    CompletionStage<Optional<Explanation>> reasons =
        conversation.state() == State.WAITING
            ? asQueue(
                    account,
                    conversation,
                    new QueueMessage.Explain(conversation.inquiry().id()),
                    Reply.ExplanationReply.class)
                .thenApply(found -> found.map(Reply.ExplanationReply::explanation))
            : completedFuture(conversation.reasons());
    return reasons.thenApply(why -> ExplanationView.of(conversation, why));
  }

  private CompletionStage<Optional<Reply.QueuePlace>> entry(
      String account, Reply.Conversation conversation) {
    return conversation.state() == State.WAITING && conversation.place().isEmpty()
        ? asQueue(
            account,
            conversation,
            new QueueMessage.DescribeConversation(
                conversation.inquiry().id(), conversation.routingEpoch()),
            Reply.QueuePlace.class)
        : completedFuture(conversation.place());
  }

  /**
   * Returns the reply of the conversation's queue; empty if the conversation is not in the queue
   * (yet, or any more).
   */
  private <R extends Reply> CompletionStage<Optional<R>> asQueue(
      String account, Reply.Conversation conversation, QueueMessage message, Class<R> type) {
    return entities
        .ask(account, conversation.skill(), message)
        .thenApply(
            reply ->
                reply instanceof Reply.Refused refused && refused.reason() == Reply.Reason.NOT_FOUND
                    ? Optional.empty()
                    : Optional.of(ReplyMapper.as(type, reply)));
  }
}
