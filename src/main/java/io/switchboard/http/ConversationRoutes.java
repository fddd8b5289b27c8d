package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import io.switchboard.document.Members;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.entity.Entities;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The life of conversations, from their start to their end. */
final class ConversationRoutes {
  private static final String ALL = "/v1/accounts/{account}/conversations";
  private static final String ONE = ALL + "/{conversation}";

  private final Directory directory;
  private final Entities entities;
  private final Conversations conversations;

  ConversationRoutes(Directory directory, Entities entities) {
    this.directory = directory;
    this.entities = entities;
    this.conversations = new Conversations(directory, entities);
  }

  List<Call> calls() {
    return List.of(
        Call.post(ALL, ids -> start(ids.get("account"))),
        Call.get(ONE, this::show),
        Call.patch(ONE, told(ConversationRequests::revise)),
        Call.post(ONE + "/accept", asAgent(AgentMessage.Accept::new)),
        Call.post(ONE + "/decline", asAgent(AgentMessage.Decline::new)),
        Call.post(ONE + "/return", told(ConversationRequests::giveBack)),
        Call.post(ONE + "/transfer", told(ConversationRequests::transfer)),
        Call.post(ONE + "/takeover", told(ConversationRequests::takeOver)),
        Call.post(ONE + "/messages", told(ConversationRequests::write)),
        Call.post(ONE + "/close", told(ConversationRequests::close)),
        Call.get(ONE + "/history", this::history),
        Call.get(ONE + "/explanation", this::explanation));
  }

  private Route start(String account) {
    return Body.ofJson(
        Input.MOST_BYTES,
        body -> {
          Inquiry inquiry = Input.read(body, ConversationRequests::start);
          HttpHeader location =
              RawHeader.create(
                  "Location", "/v1/accounts/" + account + "/conversations/" + inquiry.id());
          return completeWithFuture(
              conversations
                  .ask(account, inquiry.id(), new ConversationMessage.Start(inquiry))
                  .thenCompose(conversation -> started(account, conversation, location))
                  .exceptionally(failure -> mayHaveStarted(failure, location)));
        });
  }

  private CompletionStage<HttpResponse> started(
      String account, Reply.Conversation conversation, HttpHeader location) {
    CompletionStage<HttpResponse> present = done(account, conversation);
    return conversation.created()
        ? present.thenApply(
            response -> response.withStatus(StatusCodes.CREATED).addHeader(location))
        : present;
  }

  /** Tells whoever gave no id under which one to repeat what has perhaps been done. */
  private static HttpResponse mayHaveStarted(Throwable failure, HttpHeader location) {
    HttpResponse answer = Problems.response(failure);
    return answer.status().equals(StatusCodes.SERVICE_UNAVAILABLE)
        ? answer.addHeader(location)
        : answer;
  }

  private Route show(Map<String, String> ids) {
    return completeWithFuture(
        describe(ids)
            .thenCompose(conversation -> conversations.view(ids.get("account"), conversation))
            .thenApply(Body::answer));
  }

  private Route explanation(Map<String, String> ids) {
    return completeWithFuture(
        describe(ids)
            .thenCompose(conversation -> conversations.explain(ids.get("account"), conversation))
            .thenApply(Body::answer));
  }

  private Route history(Map<String, String> ids) {
    String account = ids.get("account");
    String id = ids.get("conversation");
    return completeWithFuture(
        directory
            .account(account)
            .thenCompose(known -> entities.ask(account, id, new ConversationMessage.Recount()))
            .thenApply(reply -> Replies.as(Reply.History.class, reply))
            .thenApply(history -> Body.answer(HistoryView.of(id, history))));
  }

  /** Tells a conversation what the body says. */
  private Function<Map<String, String>, Route> told(Function<Members, ConversationMessage> reader) {
    return ids ->
        Body.ofJson(
            Input.MOST_BYTES,
            body -> {
              ConversationMessage message = Input.read(body, reader);
              String account = ids.get("account");
              return completeWithFuture(
                  conversations
                      .ask(account, ids.get("conversation"), message)
                      .thenCompose(conversation -> done(account, conversation)));
            });
  }

  /** Tells an agent, who alone knows what rings, what they do with a conversation. */
  private Function<Map<String, String>, Route> asAgent(Function<String, AgentMessage> message) {
    return ids ->
        Body.ofJson(
            Input.MOST_BYTES,
            body -> {
              String agent = Input.read(body, ConversationRequests::agent);
              return completeWithFuture(
                  answered(ids, agent, message.apply(ids.get("conversation"))));
            });
  }

  private CompletionStage<HttpResponse> answered(
      Map<String, String> ids, String agent, AgentMessage message) {
    String account = ids.get("account");
    return directory
        .agentInBody(account, agent)
        .thenCompose(known -> entities.ask(account, agent, message))
        .thenCompose(reply -> describe(ids).thenApply(conversation -> agreed(reply, conversation)))
        .thenCompose(conversation -> done(account, conversation));
  }

  /** The conversation, unless the agent refused; that there is none has been said before that. */
  private static Reply.Conversation agreed(Reply reply, Reply.Conversation conversation) {
    Replies.as(Reply.Done.class, reply);
    return conversation;
  }

  private CompletionStage<Reply.Conversation> describe(Map<String, String> ids) {
    return conversations.describe(ids.get("account"), ids.get("conversation"));
  }

  private CompletionStage<HttpResponse> done(String account, Reply.Conversation conversation) {
    return conversations.viewOfDone(account, conversation).thenApply(Body::answer);
  }
}
