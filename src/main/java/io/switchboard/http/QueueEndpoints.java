package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Route;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.Paging;
import io.switchboard.http.request.QueueCursor;
import io.switchboard.http.view.DistributionView;
import io.switchboard.http.view.QueueView;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Endpoints of the queue and of the distribution of a skill. */
final class QueueEndpoints {
  private static final String SKILL = "/v1/accounts/{account}/skills/{skill}";

  private final EntityRequests requests;
  private final InstantSource time;

  QueueEndpoints(EntityRequests requests, InstantSource time) {
    this.requests = requests;
    this.time = time;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(SKILL + "/queue", ids -> extractRequest(request -> queue(ids, request)))
            .with(Paging.LIMIT, Paging.CURSOR),
        Endpoint.get(SKILL + "/distribution", this::distribution));
  }

  private Route queue(Map<String, String> ids, HttpRequest request) {
    Paging paging = Paging.of(request);
    Optional<QueuePosition> after =
        paging.after().map(key -> QueueCursor.position(key).orElseThrow(Paging::invalidCursor));
    return completeWithFuture(
        ask(ids, new QueueMessage.Describe(after, paging.limit() + 1), Reply.Queue.class)
            .thenApply(queue -> JsonBody.ok(QueueView.of(queue, paging.limit(), time.instant()))));
  }

  private Route distribution(Map<String, String> ids) {
    return completeWithFuture(
        ask(ids, new QueueMessage.DescribeDistribution(), Reply.Distribution.class)
            .thenApply(
                shares -> JsonBody.ok(DistributionView.of(ids.get("skill"), shares.ledger()))));
  }

  private <R extends Reply> CompletionStage<R> ask(
      Map<String, String> ids, QueueMessage message, Class<R> type) {
    return requests.askQueue(ids.get("account"), ids.get("skill"), message, type);
  }
}
