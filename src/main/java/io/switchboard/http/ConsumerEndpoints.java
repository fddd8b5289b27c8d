package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.retention.ConsumerErasure;
import io.switchboard.actor.retention.StoredRecords;
import io.switchboard.document.Page;
import io.switchboard.domain.account.Violation;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.RequestRefusedException;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.Paging;
import io.switchboard.http.view.ConsumerView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Endpoints of what is stored about a consumer: its export and its erasure. */
final class ConsumerEndpoints {
  /** The name of the consumer's id in the path. */
  static final String CONSUMER = "consumer";

  private static final String ONE = "/v1/accounts/{account}/consumers/{" + CONSUMER + "}";

  private final EntityRequests requests;
  private final StoredRecords records;
  private final ConsumerErasure erasure;

  ConsumerEndpoints(EntityRequests requests, StoredRecords records, ConsumerErasure erasure) {
    this.requests = requests;
    this.records = records;
    this.erasure = erasure;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ONE, ids -> extractRequest(request -> export(ids, Paging.of(request))))
            .with(Paging.LIMIT, Paging.CURSOR),
        Endpoint.delete(ONE, this::erase));
  }

  private Route export(Map<String, String> ids, Paging paging) {
    String account = ids.get("account");
    String consumer = ids.get(CONSUMER);
    Optional<String> after = paging.afterId();
    CompletionStage<ConsumerView> view =
        requests
            .latest(account)
            .thenCompose(found -> records.consumer(account, consumer))
            .thenCombine(
                records.conversations(account, consumer, after, paging.limit() + 1),
                (stored, conversations) -> view(consumer, stored, conversations, paging));
    return completeWithFuture(view.thenApply(JsonBody::ok));
  }

  private static ConsumerView view(
      String consumer,
      Optional<ConsumerRecorded> stored,
      List<ConversationState> conversations,
      Paging paging) {
    if (stored.isEmpty() && conversations.isEmpty() && paging.after().isEmpty()) {
      throw new RequestRefusedException(
          StatusCodes.NOT_FOUND,
          "Nothing is stored about consumer " + Violation.quote(consumer) + ".");
    }
    Page<ConversationState> page =
        paging.of(conversations, one -> one.conversation().inquiry().id());
    return ConsumerView.of(consumer, stored.orElse(ConsumerRecorded.NOTHING), page);
  }

  private Route erase(Map<String, String> ids) {
    String account = ids.get("account");
    String consumer = ids.get(CONSUMER);
    return completeWithFuture(
        requests
            .latest(account)
            .thenCompose(found -> erasure.erase(account, consumer))
            .thenApply(open -> erased(consumer, open)));
  }

  private static HttpResponse erased(String consumer, List<String> open) {
    if (open.isEmpty()) {
      return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
    }
    return Problem.of(
            StatusCodes.CONFLICT,
            "Consumer %s has open conversations; close them before the erasure."
                .formatted(Violation.quote(consumer)))
        .at(open.stream().map(id -> new Violation(id, "is open; close it")).toList())
        .response();
  }
}
