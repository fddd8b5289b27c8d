package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.onSuccess;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import io.switchboard.document.PieceDocument;
import io.switchboard.domain.configuration.Revised;
import io.switchboard.entity.Accounts;
import io.switchboard.entity.ConfiguredAccount;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** The skills, the agent groups or the agents of an account, one by one. */
final class PieceRoutes<T> {
  private final PieceKind<T> kind;
  private final Accounts accounts;
  private final BiFunction<String, T, CompletionStage<HttpEntity.Strict>> text;
  private final Changes changes;

  PieceRoutes(PieceKind<T> kind, Accounts accounts) {
    this(
        kind,
        accounts,
        (account, piece) -> completedFuture(Body.json(kind.document().write(piece))));
  }

  /**
   * @param text what is shown of a piece of an account
   */
  PieceRoutes(
      PieceKind<T> kind,
      Accounts accounts,
      BiFunction<String, T, CompletionStage<HttpEntity.Strict>> text) {
    this.kind = kind;
    this.accounts = accounts;
    this.text = text;
    this.changes = new Changes(accounts);
  }

  List<Call> calls() {
    String list = "/v1/accounts/{account}/" + kind.segment();
    String one = list + "/{" + kind.parameter() + "}";
    return List.of(
        Call.get(list, ids -> list(ids.get("account"))).with(Paging.LIMIT, Paging.CURSOR),
        Call.get(one, ids -> show(ids.get("account"), ids.get(kind.parameter()))),
        Call.put(one, ids -> put(ids.get("account"), ids.get(kind.parameter())))
            .with(Changes.DRY_RUN),
        Call.delete(one, ids -> delete(ids.get("account"), ids.get(kind.parameter())))
            .with(Changes.DRY_RUN));
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
                          .orElseGet(Subject.account(account)::absent)));
        });
  }

  private HttpResponse page(ConfiguredAccount now, Paging paging) {
    List<T> all = kind.section().of(now.document());
    return HttpResponse.create()
        .addHeader(Revision.tag(now.revision()))
        .withEntity(Body.json(kind.document().write(paging.of(all, kind.section()::id))));
  }

  private Route show(String account, String id) {
    return completeWithFuture(
        accounts
            .latest(account)
            .thenCompose(
                known ->
                    known
                        .map(now -> show(now, id))
                        .orElseGet(() -> completedFuture(Subject.account(account).absent()))));
  }

  private CompletionStage<HttpResponse> show(ConfiguredAccount now, String id) {
    Optional<Revised<T>> found = now.configuration().piece(kind.section(), id);
    if (found.isEmpty()) {
      return completedFuture(kind.subject(now.account(), id).absent());
    }
    return text.apply(now.account(), found.get().piece())
        .thenApply(
            body ->
                HttpResponse.create()
                    .addHeader(Revision.tag(found.get().revision()))
                    .withEntity(body));
  }

  private Route put(String account, String id) {
    return changes.put(
        kind.subject(account, id),
        PieceDocument.MAX_BYTES,
        bytes -> {
          T piece = kind.document().read(id, bytes);
          return expected -> kind.put().apply(piece, expected);
        });
  }

  private Route delete(String account, String id) {
    return changes.delete(kind.subject(account, id), expected -> kind.delete().apply(id, expected));
  }
}
