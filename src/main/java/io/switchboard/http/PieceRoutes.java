package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.onSuccess;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import io.switchboard.document.PieceDocument;
import io.switchboard.domain.configuration.Revised;
import io.switchboard.entity.Accounts;
import io.switchboard.entity.ConfiguredAccount;
import java.util.List;

/** The skills, the agent groups or the agents of an account, one by one. */
final class PieceRoutes<T> {
  private final PieceKind<T> kind;
  private final Accounts accounts;
  private final Changes changes;

  PieceRoutes(PieceKind<T> kind, Accounts accounts) {
    this.kind = kind;
    this.accounts = accounts;
    this.changes = new Changes(accounts);
  }

  List<Call> calls() {
    String list = "/v1/accounts/{account}/" + kind.segment();
    String one = list + "/{" + kind.parameter() + "}";
    return List.of(
        Call.get(list, ids -> list(ids.get("account"))),
        Call.get(one, ids -> show(ids.get("account"), ids.get(kind.parameter()))),
        Call.put(one, ids -> put(ids.get("account"), ids.get(kind.parameter()))),
        Call.delete(one, ids -> delete(ids.get("account"), ids.get(kind.parameter()))));
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
    Subject subject = kind.subject(account, id);
    return onSuccess(
        accounts.latest(account),
        known ->
            complete(
                known
                    .map(
                        now ->
                            now.configuration()
                                .piece(kind.section(), id)
                                .map(this::shown)
                                .orElseGet(subject::absent))
                    .orElseGet(subject::noAccount)));
  }

  private HttpResponse shown(Revised<T> piece) {
    return HttpResponse.create()
        .addHeader(Revision.tag(piece.revision()))
        .withEntity(Body.json(kind.document().write(piece.piece())));
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
