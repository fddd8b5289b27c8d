package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Route;
import io.switchboard.domain.protocol.Best;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.entity.Entities;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The queues of skills, and how they are shared. */
final class QueueRoutes {
  private static final String SKILL = "/v1/accounts/{account}/skills/{skill}";

  private final Directory directory;
  private final Entities entities;
  private final InstantSource time;

  QueueRoutes(Directory directory, Entities entities, InstantSource time) {
    this.directory = directory;
    this.entities = entities;
    this.time = time;
  }

  List<Call> calls() {
    return List.of(
        Call.get(SKILL + "/queue", ids -> extractRequest(request -> queue(ids, request)))
            .with(Paging.LIMIT, Paging.CURSOR),
        Call.get(SKILL + "/distribution", this::distribution));
  }

  private Route queue(Map<String, String> ids, HttpRequest request) {
    Paging paging = Paging.of(request);
    Optional<Best> after =
        paging.after().map(key -> QueueCursor.place(key).orElseThrow(Paging::notGiven));
    return completeWithFuture(
        ask(ids, new QueueMessage.Describe(after, paging.limit() + 1))
            .thenApply(reply -> Replies.as(Reply.Line.class, reply))
            .thenApply(line -> Body.answer(QueueView.of(line, paging.limit(), time.instant()))));
  }

  private Route distribution(Map<String, String> ids) {
    return completeWithFuture(
        ask(ids, new QueueMessage.DescribeDistribution())
            .thenApply(reply -> Replies.as(Reply.Distribution.class, reply))
            .thenApply(
                shares -> Body.answer(DistributionView.of(ids.get("skill"), shares.ledger()))));
  }

  private CompletionStage<Reply> ask(Map<String, String> ids, QueueMessage message) {
    return directory
        .skill(ids.get("account"), ids.get("skill"))
        .thenCompose(known -> entities.ask(ids.get("account"), ids.get("skill"), message));
  }
}
