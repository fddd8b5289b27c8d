package io.switchboard.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.switchboard.domain.account.Violation;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.AccountOutcome.Deleted;
import io.switchboard.domain.account.configuration.AccountOutcome.ExpectationNeeded;
import io.switchboard.domain.account.configuration.AccountOutcome.InUse;
import io.switchboard.domain.account.configuration.AccountOutcome.Invalid;
import io.switchboard.domain.account.configuration.AccountOutcome.NoAccount;
import io.switchboard.domain.account.configuration.AccountOutcome.NoPiece;
import io.switchboard.domain.account.configuration.AccountOutcome.Stale;
import io.switchboard.domain.account.configuration.AccountOutcome.Stored;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.RevisionTag;
import java.util.List;
import java.util.Locale;

/**
 * Reference to the resource of a request, an account or a configuration item, with the responses
 * about it.
 *
 * @param account the id of the account, or of the account that the item belongs to
 * @param name the resource in messages, such as {@code skill 'sales'}
 * @param path the path of the resource
 */
record ResourceRef(String account, String name, String path) {
  private static final String ACCOUNTS = "/v1/accounts/";

  private static final Cases<Answer, AccountOutcome, HttpResponse> ANSWERS =
      Cases.<Answer, AccountOutcome, HttpResponse>of(AccountOutcome.class)
          .when(Stored.class, (to, stored) -> to.subject().stored(stored))
          .when(Deleted.class, deleted -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT))
          .when(NoAccount.class, (to, none) -> to.subject().noAccount())
          .when(NoPiece.class, (to, none) -> to.subject().absent())
          .when(ExpectationNeeded.class, (to, needed) -> to.subject().needed(needed))
          .when(Stale.class, (to, stale) -> to.subject().stale(stale))
          .when(Invalid.class, (to, invalid) -> to.invalid(invalid))
          .when(InUse.class, (to, used) -> to.subject().inUse(used))
          .complete();

  /** Body of the response to a change. */
  private record Changed(long revision) {}

  /**
   * A resource, and the status and the reason of the response when the document would become
   * invalid.
   */
  private record Answer(ResourceRef subject, StatusCode status, String why) {
    HttpResponse invalid(Invalid invalid) {
      return subject.problem(status, why).at(invalid.violations()).response();
    }
  }

  static ResourceRef account(String account) {
    return new ResourceRef(account, "account " + Violation.quote(account), ACCOUNTS + account);
  }

  /**
   * Returns a reference to a configuration item.
   *
   * @param noun the kind of the item in messages, such as {@code agent group}
   * @param section the path segment of its kind, such as {@code agent-groups}
   */
  static ResourceRef item(String account, String noun, String section, String id) {
    return new ResourceRef(
        account, noun + " " + Violation.quote(id), ACCOUNTS + account + "/" + section + "/" + id);
  }

  /** Returns the response when the resource, or the account that it belongs to, does not exist. */
  HttpResponse absent() {
    return Problem.of(StatusCodes.NOT_FOUND, "There is no " + name + ".").response();
  }

  HttpResponse noAccount() {
    return account(account).absent();
  }

  /** Returns the response to a PUT with this outcome. */
  HttpResponse put(AccountOutcome outcome) {
    return answer(outcome, StatusCodes.UNPROCESSABLE_CONTENT, "cannot be used");
  }

  /** Returns the response to a DELETE with this outcome. */
  HttpResponse deleted(AccountOutcome outcome) {
    return answer(outcome, StatusCodes.CONFLICT, "is needed");
  }

  private HttpResponse answer(AccountOutcome outcome, StatusCode invalid, String why) {
    return ANSWERS.apply(new Answer(this, invalid, why), outcome);
  }

  private HttpResponse needed(ExpectationNeeded needed) {
    return refused(
            StatusCodes.PRECONDITION_REQUIRED,
            "is there already; say If-Match: \"%d\" to change it as it is now"
                .formatted(needed.present()))
        .addHeader(RevisionTag.tag(needed.present()));
  }

  private HttpResponse inUse(InUse used) {
    List<Violation> places =
        used.uses().stream().map(use -> new Violation(use.path(), use.by())).toList();
    return problem(StatusCodes.CONFLICT, "is referred to").at(places).response();
  }

  private HttpResponse stored(Stored stored) {
    HttpResponse response =
        HttpResponse.create()
            .addHeader(RevisionTag.tag(stored.revision()))
            .withEntity(JsonBody.json(new Changed(stored.revision())));
    return stored.created()
        ? response.withStatus(StatusCodes.CREATED).addHeader(RawHeader.create("Location", path))
        : response;
  }

  private HttpResponse stale(Stale stale) {
    return stale
        .present()
        .map(
            present ->
                refused(
                        StatusCodes.PRECONDITION_FAILED,
                        "has been changed since; its revision is now %d".formatted(present))
                    .addHeader(RevisionTag.tag(present)))
        .orElseGet(
            () -> refused(StatusCodes.PRECONDITION_FAILED, "is not there; leave out If-Match"));
  }

  private HttpResponse refused(StatusCode status, String why) {
    return problem(status, why).response();
  }

  private Problem problem(StatusCode status, String why) {
    return Problem.of(
        status,
        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " " + why + ".");
  }
}
