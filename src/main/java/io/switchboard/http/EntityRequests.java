package io.switchboard.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.NotUsed;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.stream.javadsl.Source;
import io.switchboard.actor.DesktopEvent;
import io.switchboard.actor.EntityClient;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.RequestRefusedException;
import io.switchboard.http.view.ConversationView;
import io.switchboard.http.view.ExplanationView;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Requests of the API to accounts, agents, queues and conversations. Each returned stage fails with
 * {@link RequestRefusedException} when the account does not exist (404) or an entity refuses.
 *
 * <p>An agent or skill that the revision on this node does not contain is looked up in the newest
 * revision; so it is found on every node as soon as one node has confirmed it.
 */
record EntityRequests(Accounts accounts, EntityClient entities) {

  CompletionStage<ConfiguredAccount> latest(String account) {
    return accounts.latest(account).thenApply(found -> existing(account, found));
  }

  /** Sends a request to an agent; 404 if the account does not have the agent. */
  CompletionStage<Reply.AgentStatus> askAgent(
      String account, String agent, Function<ConfiguredAccount, AgentMessage> message) {
    return agent(account, agent, notFound(account, "agent", "agents", agent))
        .thenCompose(found -> entities.ask(account, agent, message.apply(found)))
        .thenApply(reply -> expected(Reply.AgentStatus.class, reply));
  }

  /** Returns the events of an agent; 404 if the account does not have the agent. */
  CompletionStage<Source<DesktopEvent, NotUsed>> agentEvents(
      String account, String agent, Optional<String> lastEvent) {
    return agent(account, agent, notFound(account, "agent", "agents", agent))
        .thenApply(found -> entities.desktop(account, agent, lastEvent));
  }

  /** Sends a request to the queue of a skill; 404 if the account does not have the skill. */
  <R extends Reply> CompletionStage<R> askQueue(
      String account, String skill, QueueMessage message, Class<R> type) {
    return having(
            account,
            policy -> policy.skills().containsKey(skill),
            notFound(account, "skill", "skills", skill))
        .thenCompose(found -> entities.ask(account, skill, message))
        .thenApply(reply -> expected(type, reply));
  }

  <R extends Reply> CompletionStage<R> askConversation(
      String account, String conversation, ConversationMessage message, Class<R> type) {
    return accounts
        .find(account)
        .thenApply(found -> existing(account, found))
        .thenCompose(found -> entities.ask(account, conversation, message))
        .thenApply(reply -> expected(type, reply));
  }

  CompletionStage<Reply.Conversation> conversation(String account, String conversation) {
    return askConversation(
        account, conversation, new ConversationMessage.Describe(), Reply.Conversation.class);
  }

  /**
   * Sends an answer to an offer to the agent, since only the agent entity has the ringing offers.
   * Returns the conversation after it. A missing conversation is reported before a refusal of the
   * agent entity; an agent that the account does not have is an invalid field of the body.
   */
  CompletionStage<Reply.Conversation> answerOffer(
      String account, String conversation, String agent, AgentMessage answer) {
    return agent(account, agent, invalidField("agent", "agent " + agent + " does not exist"))
        .thenCompose(found -> entities.ask(account, agent, answer))
        .thenCompose(
            reply ->
                conversation(account, conversation)
                    .thenApply(
                        after -> {
                          expected(Reply.Done.class, reply);
                          return after;
                        }));
  }

  /** Returns the view of a conversation, including its position in the queue while it waits. */
  CompletionStage<ConversationView> view(String account, Reply.Conversation conversation) {
    CompletionStage<Optional<Reply.QueuePlace>> position =
        conversation.state() == Reply.State.WAITING && conversation.place().isEmpty()
            ? askQueueOf(
                account,
                conversation,
                new QueueMessage.DescribeConversation(
                    conversation.inquiry().id(), conversation.routingEpoch()),
                Reply.QueuePlace.class)
            : completedFuture(conversation.place());
    return position.thenApply(entry -> ConversationView.of(conversation, entry));
  }

  /** As {@link #view}, after a change: without a position if the queue does not answer. */
  CompletionStage<ConversationView> viewAfterChange(
      String account, Reply.Conversation conversation) {
    return view(account, conversation)
        .exceptionally(failure -> ConversationView.of(conversation, Optional.empty()));
  }

  /** Returns the reasons why a conversation waits, or why it was assigned to its agent. */
  CompletionStage<ExplanationView> explain(String account, Reply.Conversation conversation) {
    CompletionStage<Optional<Explanation>> reasons =
        conversation.state() == Reply.State.WAITING
            ? askQueueOf(
                    account,
                    conversation,
                    new QueueMessage.Explain(conversation.inquiry().id()),
                    Reply.ExplanationReply.class)
                .thenApply(found -> found.map(Reply.ExplanationReply::explanation))
            : completedFuture(conversation.reasons());
    return reasons.thenApply(reply -> ExplanationView.of(conversation, reply));
  }

  /** The reply of the conversation's queue; empty if it is not in the queue. */
  private <R extends Reply> CompletionStage<Optional<R>> askQueueOf(
      String account, Reply.Conversation conversation, QueueMessage message, Class<R> type) {
    return entities
        .ask(account, conversation.skill(), message)
        .thenApply(
            reply ->
                reply instanceof Reply.Refused refused && refused.reason() == Reply.Reason.NOT_FOUND
                    ? Optional.empty()
                    : Optional.of(expected(type, reply)));
  }

  private CompletionStage<ConfiguredAccount> agent(String account, String agent, Problem missing) {
    return having(account, policy -> policy.agents().containsKey(agent), missing);
  }

  private CompletionStage<ConfiguredAccount> having(
      String account, Predicate<AccountPolicy> hasItem, Problem missing) {
    return accounts
        .find(account)
        .thenCompose(
            known ->
                known.filter(found -> !hasItem.test(found.policy())).isPresent()
                    ? accounts.latest(account)
                    : completedFuture(known))
        .thenApply(newest -> existing(account, newest))
        .thenApply(
            newest -> {
              if (!hasItem.test(newest.policy())) {
                throw new RequestRefusedException(missing);
              }
              return newest;
            });
  }

  private static ConfiguredAccount existing(String account, Optional<ConfiguredAccount> found) {
    return found.orElseThrow(
        () -> new RequestRefusedException(ResourceRef.account(account).notFound()));
  }

  private static Problem notFound(String account, String noun, String segment, String id) {
    return ResourceRef.item(account, noun, segment, id).notFound();
  }

  private static Problem invalidField(String field, String detail) {
    return Problem.of(StatusCodes.UNPROCESSABLE_CONTENT, "A field of the body is invalid.")
        .at("$." + field, detail);
  }

  private static <R extends Reply> R expected(Class<R> type, Reply reply) {
    if (reply instanceof Reply.Refused refused) {
      throw new RequestRefusedException(
          refused
              .field()
              .map(field -> invalidField(field, refused.detail()))
              .orElseGet(() -> Problem.of(status(refused.reason()), refused.detail())));
    }
    return type.cast(reply);
  }

  private static StatusCode status(Reply.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> StatusCodes.NOT_FOUND;
      case CONFLICT -> StatusCodes.CONFLICT;
      case INVALID -> StatusCodes.UNPROCESSABLE_CONTENT;
      case BUSY -> StatusCodes.SERVICE_UNAVAILABLE;
    };
  }
}
