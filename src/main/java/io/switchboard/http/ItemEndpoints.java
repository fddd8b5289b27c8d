package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.document.ItemDocument;
import io.switchboard.domain.account.configuration.RevisedItem;
import io.switchboard.http.problem.RequestRefusedException;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.Paging;
import io.switchboard.http.request.RevisionTag;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Endpoints of one kind of configuration items of an account. */
final class ItemEndpoints<T> {
  private final ItemKind<T> kind;
  private final EntityRequests requests;
  private final BiFunction<String, T, CompletionStage<HttpEntity.Strict>> writer;
  private final ConfigurationChanges changes;

  ItemEndpoints(ItemKind<T> kind, EntityRequests requests) {
    this(
        kind,
        requests,
        (account, item) -> completedFuture(JsonBody.json(kind.document().write(item))));
  }

  /** {@code writer} writes the JSON of an item, given the account id. */
  ItemEndpoints(
      ItemKind<T> kind,
      EntityRequests requests,
      BiFunction<String, T, CompletionStage<HttpEntity.Strict>> writer) {
    this.kind = kind;
    this.requests = requests;
    this.writer = writer;
    this.changes = new ConfigurationChanges(requests.accounts());
  }

  List<Endpoint> endpoints() {
    String list = "/v1/accounts/{account}/" + kind.segment();
    String one = list + "/{" + kind.parameter() + "}";
    return List.of(
        Endpoint.get(list, ids -> list(ids.get("account"))).with(Paging.LIMIT, Paging.CURSOR),
        Endpoint.get(one, ids -> show(ids.get("account"), ids.get(kind.parameter()))),
        Endpoint.put(one, ids -> put(ids.get("account"), ids.get(kind.parameter())))
            .with(ConfigurationChanges.DRY_RUN),
        Endpoint.delete(one, ids -> delete(ids.get("account"), ids.get(kind.parameter())))
            .with(ConfigurationChanges.DRY_RUN));
  }

  private Route list(String account) {
    return extractRequest(
        request -> {
          Paging paging = Paging.of(request);
          return completeWithFuture(
              requests.latest(account).thenApply(found -> page(found, paging)));
        });
  }

  private HttpResponse page(ConfiguredAccount account, Paging paging) {
    List<T> all = kind.list().of(account.document());
    return HttpResponse.create()
        .addHeader(RevisionTag.tag(account.revision()))
        .withEntity(JsonBody.json(kind.document().write(paging.of(all, kind.list()::id))));
  }

  private Route show(String account, String id) {
    return completeWithFuture(
        requests.latest(account).thenCompose(found -> show(account, item(found, id))));
  }

  private RevisedItem<T> item(ConfiguredAccount account, String id) {
    return account
        .configuration()
        .item(kind.list(), id)
        .orElseThrow(
            () -> new RequestRefusedException(kind.resource(account.account(), id).notFound()));
  }

  private CompletionStage<HttpResponse> show(String account, RevisedItem<T> found) {
    return writer
        .apply(account, found.item())
        .thenApply(
            body ->
                HttpResponse.create()
                    .addHeader(RevisionTag.tag(found.revision()))
                    .withEntity(body));
  }

  private Route put(String account, String id) {
    return changes.put(
        kind.resource(account, id),
        ItemDocument.MAX_BYTES,
        bytes -> {
          T item = kind.document().read(id, bytes);
          return precondition -> kind.put().apply(item, precondition);
        });
  }

  private Route delete(String account, String id) {
    return changes.delete(
        kind.resource(account, id), precondition -> kind.delete().apply(id, precondition));
  }
}
