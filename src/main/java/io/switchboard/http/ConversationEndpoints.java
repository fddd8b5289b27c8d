package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.EntityClient;
import io.switchboard.document.JsonMembers;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.http.problem.ProblemMapper;
import io.switchboard.http.request.ConversationRequestReader;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.RequestReader;
import io.switchboard.http.view.HistoryView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Endpoints of conversations, from start to close. */
final class ConversationEndpoints {
  private static final String ALL = "/v1/accounts/{account}/conversations";
  private static final String ONE = ALL + "/{conversation}";

  private final AccountLookup directory;
  private final EntityClient entities;
  private final ConversationClient conversations;

  ConversationEndpoints(AccountLookup directory, EntityClient entities) {
    this.directory = directory;
    this.entities = entities;
    this.conversations = new ConversationClient(directory, entities);
  }

  List<Endpoint> calls() {
    return List.of(
        Endpoint.post(ALL, ids -> start(ids.get("account"))),
        Endpoint.get(ONE, this::show),
        Endpoint.patch(ONE, told(ConversationRequestReader::revise)),
        Endpoint.post(ONE + "/accept", asAgent(AgentMessage.Accept::new)),
        Endpoint.post(ONE + "/decline", asAgent(AgentMessage.Decline::new)),
        Endpoint.post(ONE + "/return", told(ConversationRequestReader::giveBack)),
        Endpoint.post(ONE + "/transfer", told(ConversationRequestReader::transfer)),
        Endpoint.post(ONE + "/takeover", told(ConversationRequestReader::takeOver)),
        Endpoint.post(ONE + "/messages", told(ConversationRequestReader::write)),
        Endpoint.post(ONE + "/close", told(ConversationRequestReader::close)),
        Endpoint.get(ONE + "/history", this::history),
        Endpoint.get(ONE + "/explanation", this::explanation));
  }

  private Route start(String account) {
    return JsonBody.ofJson(
        RequestReader.MOST_BYTES,
        body -> {
          Inquiry inquiry = RequestReader.read(body, ConversationRequestReader::start);
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

  /**
   * Adds {@code Location} to a 503, since the conversation may have been started. A client that
   * gave no id learns from it under which id to repeat the request.
   */
  private static HttpResponse mayHaveStarted(Throwable failure, HttpHeader location) {
    HttpResponse answer = ProblemMapper.response(failure);
    return answer.status().equals(StatusCodes.SERVICE_UNAVAILABLE)
        ? answer.addHeader(location)
        : answer;
  }

  private Route show(Map<String, String> ids) {
    return completeWithFuture(
        describe(ids)
            .thenCompose(conversation -> conversations.view(ids.get("account"), conversation))
            .thenApply(JsonBody::answer));
  }

  private Route explanation(Map<String, String> ids) {
    return completeWithFuture(
        describe(ids)
            .thenCompose(conversation -> conversations.explain(ids.get("account"), conversation))
            .thenApply(JsonBody::answer));
  }

  private Route history(Map<String, String> ids) {
    String account = ids.get("account");
    String id = ids.get("conversation");
    return completeWithFuture(
        directory
            .account(account)
            .thenCompose(
                known -> entities.ask(account, id, new ConversationMessage.DescribeHistory()))
            .thenApply(reply -> ReplyMapper.as(Reply.History.class, reply))
            .thenApply(history -> JsonBody.answer(HistoryView.of(id, history))));
  }

  /** Returns a route that sends the message in the body to the conversation. */
  private Function<Map<String, String>, Route> told(
      Function<JsonMembers, ConversationMessage> reader) {
    return ids ->
        JsonBody.ofJson(
            RequestReader.MOST_BYTES,
            body -> {
              ConversationMessage message = RequestReader.read(body, reader);
              String account = ids.get("account");
              return completeWithFuture(
                  conversations
                      .ask(account, ids.get("conversation"), message)
                      .thenCompose(conversation -> done(account, conversation)));
            });
  }

  /**
   * Returns a route that sends an answer to an offer to the agent entity, since only the agent
   * entity has the ringing offers.
   */
  private Function<Map<String, String>, Route> asAgent(Function<String, AgentMessage> message) {
    return ids ->
        JsonBody.ofJson(
            RequestReader.MOST_BYTES,
            body -> {
              String agent = RequestReader.read(body, ConversationRequestReader::agent);
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

  /**
   * Returns the conversation; fails if the agent entity refused. The conversation is described
   * before that, so that a missing one is reported as 404 first.
   */
  private static Reply.Conversation agreed(Reply reply, Reply.Conversation conversation) {
    ReplyMapper.as(Reply.Done.class, reply);
    return conversation;
  }

  private CompletionStage<Reply.Conversation> describe(Map<String, String> ids) {
    return conversations.describe(ids.get("account"), ids.get("conversation"));
  }

  private CompletionStage<HttpResponse> done(String account, Reply.Conversation conversation) {
    return conversations.viewOfDone(account, conversation).thenApply(JsonBody::answer);
  }
}
