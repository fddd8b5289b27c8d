package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import io.switchboard.document.JsonMembers;
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
import java.util.function.BiFunction;
import java.util.function.Function;

/** Endpoints of conversations, from start to close. */
final class ConversationEndpoints {
  private static final String ALL = "/v1/accounts/{account}/conversations";
  private static final String ONE = ALL + "/{conversation}";

  private final EntityRequests requests;

  ConversationEndpoints(EntityRequests requests) {
    this.requests = requests;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(ALL, ids -> start(ids.get("account"))),
        Endpoint.get(ONE, this::show),
        Endpoint.patch(ONE, change(ConversationRequestReader::revise)),
        Endpoint.post(ONE + "/accept", answerOffer(AgentMessage.Accept::new)),
        Endpoint.post(ONE + "/decline", answerOffer(AgentMessage.Decline::new)),
        Endpoint.post(ONE + "/return", change(ConversationRequestReader::giveBack)),
        Endpoint.post(ONE + "/transfer", change(ConversationRequestReader::transfer)),
        Endpoint.post(ONE + "/takeover", change(ConversationRequestReader::takeOver)),
        Endpoint.post(ONE + "/messages", change(ConversationRequestReader::write)),
        Endpoint.post(ONE + "/close", change(ConversationRequestReader::close)),
        Endpoint.get(ONE + "/history", this::history),
        Endpoint.get(ONE + "/explanation", this::explanation));
  }

  private Route start(String account) {
    return RequestReader.body(
        ConversationRequestReader::start,
        inquiry -> {
          HttpHeader location =
              RawHeader.create(
                  "Location", "/v1/accounts/" + account + "/conversations/" + inquiry.id());
          return completeWithFuture(
              requests
                  .askConversation(
                      account,
                      inquiry.id(),
                      new ConversationMessage.Start(inquiry),
                      Reply.Conversation.class)
                  .thenCompose(conversation -> started(account, conversation, location))
                  .exceptionally(failure -> mayHaveStarted(failure, location)));
        });
  }

  private CompletionStage<HttpResponse> started(
      String account, Reply.Conversation conversation, HttpHeader location) {
    CompletionStage<HttpResponse> ok = changed(account, conversation);
    return conversation.created()
        ? ok.thenApply(response -> response.withStatus(StatusCodes.CREATED).addHeader(location))
        : ok;
  }

  /**
   * Adds {@code Location} to a 503, since the conversation may have been started. It contains the
   * id under which a client that gave no id repeats the request.
   */
  private static HttpResponse mayHaveStarted(Throwable failure, HttpHeader location) {
    HttpResponse response = ProblemMapper.response(failure);
    return response.status().equals(StatusCodes.SERVICE_UNAVAILABLE)
        ? response.addHeader(location)
        : response;
  }

  private Route show(Map<String, String> ids) {
    return completeWithFuture(
        conversation(ids)
            .thenCompose(conversation -> requests.view(ids.get("account"), conversation))
            .thenApply(JsonBody::ok));
  }

  private Route explanation(Map<String, String> ids) {
    return completeWithFuture(
        conversation(ids)
            .thenCompose(conversation -> requests.explain(ids.get("account"), conversation))
            .thenApply(JsonBody::ok));
  }

  private Route history(Map<String, String> ids) {
    String id = ids.get("conversation");
    return completeWithFuture(
        requests
            .askConversation(
                ids.get("account"),
                id,
                new ConversationMessage.DescribeHistory(),
                Reply.History.class)
            .thenApply(history -> JsonBody.ok(HistoryView.of(id, history))));
  }

  /** Returns a route that sends the message in the body to the conversation. */
  private Function<Map<String, String>, Route> change(
      Function<JsonMembers, ConversationMessage> reader) {
    return request(
        reader,
        (ids, message) ->
            requests.askConversation(
                ids.get("account"), ids.get("conversation"), message, Reply.Conversation.class));
  }

  /** Returns a route that sends an answer to an offer to the agent in the body. */
  private Function<Map<String, String>, Route> answerOffer(Function<String, AgentMessage> answer) {
    return request(
        ConversationRequestReader::agent,
        (ids, agent) -> {
          String conversation = ids.get("conversation");
          return requests.answerOffer(
              ids.get("account"), conversation, agent, answer.apply(conversation));
        });
  }

  private <T> Function<Map<String, String>, Route> request(
      Function<JsonMembers, T> reader,
      BiFunction<Map<String, String>, T, CompletionStage<Reply.Conversation>> send) {
    return ids ->
        RequestReader.body(
            reader,
            content ->
                completeWithFuture(
                    send.apply(ids, content)
                        .thenCompose(conversation -> changed(ids.get("account"), conversation))));
  }

  private CompletionStage<Reply.Conversation> conversation(Map<String, String> ids) {
    return requests.conversation(ids.get("account"), ids.get("conversation"));
  }

  private CompletionStage<HttpResponse> changed(String account, Reply.Conversation conversation) {
    return requests.viewAfterChange(account, conversation).thenApply(JsonBody::ok);
  }
}
