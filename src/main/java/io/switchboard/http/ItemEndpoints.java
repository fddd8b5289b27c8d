package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.onSuccess;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.document.ItemDocument;
import io.switchboard.domain.account.configuration.RevisedItem;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.Paging;
import io.switchboard.http.request.RevisionTag;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * Endpoints of one kind of configuration items: the skills, the agent groups or the agents of an
 * account.
 */
final class ItemEndpoints<T> {
  private final ItemKind<T> kind;
  private final Accounts accounts;
  private final BiFunction<String, T, CompletionStage<HttpEntity.Strict>> text;
  private final ConfigurationChanges changes;

  ItemEndpoints(ItemKind<T> kind, Accounts accounts) {
    this(
        kind,
        accounts,
        (account, item) -> completedFuture(JsonBody.json(kind.document().write(item))));
  }

  /**
   * @param text the function that writes the JSON of one item, from the account id and the item
   */
  ItemEndpoints(
      ItemKind<T> kind,
      Accounts accounts,
      BiFunction<String, T, CompletionStage<HttpEntity.Strict>> text) {
    this.kind = kind;
    this.accounts = accounts;
    this.text = text;
    this.changes = new ConfigurationChanges(accounts);
  }

  List<Endpoint> calls() {
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
          return onSuccess(
              accounts.latest(account),
              known ->
                  complete(
                      known
                          .map(now -> page(now, paging))
                          .orElseGet(ResourceRef.account(account)::absent)));
        });
  }

  private HttpResponse page(ConfiguredAccount now, Paging paging) {
    List<T> all = kind.section().of(now.document());
    return HttpResponse.create()
        .addHeader(RevisionTag.tag(now.revision()))
        .withEntity(JsonBody.json(kind.document().write(paging.of(all, kind.section()::id))));
  }

  private Route show(String account, String id) {
    return completeWithFuture(
        accounts
            .latest(account)
            .thenCompose(
                known ->
                    known
                        .map(now -> show(now, id))
                        .orElseGet(() -> completedFuture(ResourceRef.account(account).absent()))));
  }

  private CompletionStage<HttpResponse> show(ConfiguredAccount now, String id) {
    Optional<RevisedItem<T>> found = now.configuration().item(kind.section(), id);
    if (found.isEmpty()) {
      return completedFuture(kind.subject(now.account(), id).absent());
    }
    return text.apply(now.account(), found.get().item())
        .thenApply(
            body ->
                HttpResponse.create()
                    .addHeader(RevisionTag.tag(found.get().revision()))
                    .withEntity(body));
  }

  private Route put(String account, String id) {
    return changes.put(
        kind.subject(account, id),
        ItemDocument.MAX_BYTES,
        bytes -> {
          T item = kind.document().read(id, bytes);
          return expected -> kind.put().apply(item, expected);
        });
  }

  private Route delete(String account, String id) {
    return changes.delete(kind.subject(account, id), expected -> kind.delete().apply(id, expected));
  }
}
