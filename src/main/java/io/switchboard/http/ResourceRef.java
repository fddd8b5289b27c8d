package io.switchboard.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.switchboard.domain.account.Violation;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.RevisionTag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reference to the resource of a request, an account or a configuration item, with the responses
 * about it.
 *
 * @param account the id of the account, or of the account that the item belongs to
 * @param name the resource in messages, such as {@code skill 'sales'}
 */
record ResourceRef(String account, String name, String path) {
  private static final String ACCOUNTS = "/v1/accounts/";

  private static final Cases<Change, AccountOutcome, HttpResponse> RESPONSES =
      Cases.<Change, AccountOutcome, HttpResponse>of(AccountOutcome.class)
          .when(AccountOutcome.Stored.class, (change, stored) -> change.of().stored(stored))
          .when(
              AccountOutcome.Deleted.class,
              deleted -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT))
          .when(
              AccountOutcome.NoAccount.class,
              (change, none) -> account(change.of().account()).notFound().response())
          .when(AccountOutcome.NoItem.class, (change, none) -> change.of().notFound().response())
          .when(
              AccountOutcome.PreconditionRequired.class,
              (change, required) -> change.of().preconditionRequired(required.present()))
          .when(
              AccountOutcome.PreconditionFailed.class,
              (change, failed) -> change.of().preconditionFailed(failed.present()))
          .when(
              AccountOutcome.Invalid.class,
              (change, invalid) -> change.invalid(invalid.violations()))
          .when(AccountOutcome.InUse.class, (change, used) -> change.of().inUse(used))
          .complete();

  /** Body of the response to a change. */
  private record Changed(long revision) {}

  /** A change, and the response when it would make the configuration invalid. */
  private record Change(ResourceRef of, StatusCode ifInvalid, String statement) {
    HttpResponse invalid(List<Violation> violations) {
      return of.problem(ifInvalid, statement).at(violations).response();
    }
  }

  static ResourceRef account(String account) {
    return new ResourceRef(account, "account " + Violation.quote(account), ACCOUNTS + account);
  }

  /** A configuration item: its kind in messages ({@code agent group}) and in the path. */
  static ResourceRef item(String account, String noun, String segment, String id) {
    return new ResourceRef(
        account, noun + " " + Violation.quote(id), ACCOUNTS + account + "/" + segment + "/" + id);
  }

  Problem notFound() {
    return problem(StatusCodes.NOT_FOUND, "does not exist");
  }

  HttpResponse put(AccountOutcome outcome) {
    return RESPONSES.apply(
        new Change(this, StatusCodes.UNPROCESSABLE_CONTENT, "is invalid"), outcome);
  }

  HttpResponse deleted(AccountOutcome outcome) {
    return RESPONSES.apply(
        new Change(this, StatusCodes.CONFLICT, "is required by the rest of the configuration"),
        outcome);
  }

  private HttpResponse stored(AccountOutcome.Stored stored) {
    HttpResponse response =
        HttpResponse.create()
            .addHeader(RevisionTag.tag(stored.revision()))
            .withEntity(JsonBody.json(new Changed(stored.revision())));
    return stored.created()
        ? response.withStatus(StatusCodes.CREATED).addHeader(RawHeader.create("Location", path))
        : response;
  }

  private HttpResponse preconditionRequired(long present) {
    return problem(
            StatusCodes.PRECONDITION_REQUIRED,
            "exists; repeat the request with If-Match: \"%d\" to change this revision"
                .formatted(present))
        .response()
        .addHeader(RevisionTag.tag(present));
  }

  private HttpResponse preconditionFailed(Optional<Long> present) {
    return present
        .map(
            revision ->
                problem(
                        StatusCodes.PRECONDITION_FAILED,
                        "has revision %d, which If-Match does not contain".formatted(revision))
                    .response()
                    .addHeader(RevisionTag.tag(revision)))
        .orElseGet(
            () ->
                problem(
                        StatusCodes.PRECONDITION_FAILED,
                        "does not exist; omit If-Match to create it")
                    .response());
  }

  private HttpResponse inUse(AccountOutcome.InUse used) {
    List<Violation> references =
        used.uses().stream().map(use -> new Violation(use.path(), use.by())).toList();
    return problem(StatusCodes.CONFLICT, "is in use").at(references).response();
  }

  private Problem problem(StatusCode status, String statement) {
    return Problem.of(
        status,
        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " " + statement + ".");
  }
}
