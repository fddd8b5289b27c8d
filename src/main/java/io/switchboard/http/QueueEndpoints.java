package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.EntityClient;
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

  private final AccountLookup directory;
  private final EntityClient entities;
  private final InstantSource time;

  QueueEndpoints(AccountLookup directory, EntityClient entities, InstantSource time) {
    this.directory = directory;
    this.entities = entities;
    this.time = time;
  }

  List<Endpoint> calls() {
    return List.of(
        Endpoint.get(SKILL + "/queue", ids -> extractRequest(request -> queue(ids, request)))
            .with(Paging.LIMIT, Paging.CURSOR),
        Endpoint.get(SKILL + "/distribution", this::distribution));
  }

  private Route queue(Map<String, String> ids, HttpRequest request) {
    Paging paging = Paging.of(request);
    Optional<QueuePosition> after =
        paging.after().map(key -> QueueCursor.place(key).orElseThrow(Paging::notGiven));
    return completeWithFuture(
        ask(ids, new QueueMessage.Describe(after, paging.limit() + 1))
            .thenApply(reply -> ReplyMapper.as(Reply.Queue.class, reply))
            .thenApply(
                line -> JsonBody.answer(QueueView.of(line, paging.limit(), time.instant()))));
  }

  private Route distribution(Map<String, String> ids) {
    return completeWithFuture(
        ask(ids, new QueueMessage.DescribeDistribution())
            .thenApply(reply -> ReplyMapper.as(Reply.Distribution.class, reply))
            .thenApply(
                shares -> JsonBody.answer(DistributionView.of(ids.get("skill"), shares.ledger()))));
  }

  private CompletionStage<Reply> ask(Map<String, String> ids, QueueMessage message) {
    return directory
        .skill(ids.get("account"), ids.get("skill"))
        .thenCompose(known -> entities.ask(ids.get("account"), ids.get("skill"), message));
  }
}
