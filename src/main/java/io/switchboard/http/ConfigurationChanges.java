package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractActorSystem;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.onSuccess;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Violation;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.AccountDecision;
import io.switchboard.domain.account.configuration.AccountMachine;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.ChangeImpact;
import io.switchboard.domain.account.configuration.Configuration;
import io.switchboard.domain.account.configuration.Precondition;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.RequestLimits;
import io.switchboard.http.request.RequestReader;
import io.switchboard.http.request.RevisionTag;
import java.util.Optional;
import java.util.function.Function;

/** Changes of configurations; with {@code dryRun=true} only their impact is reported. */
final class ConfigurationChanges {
  static final String DRY_RUN = "dryRun";

  private final Accounts accounts;

  ConfigurationChanges(Accounts accounts) {
    this.accounts = accounts;
  }

  /** A route that reads a JSON document of at most {@code maxBytes} bytes and stores it. */
  Route put(
      ResourceRef resource,
      long maxBytes,
      Function<byte[], Function<Precondition, AccountCommand>> reader) {
    return extractRequest(
        request ->
            JsonBody.ofDocument(
                resource.account(),
                maxBytes,
                reader,
                command -> change(request, resource, command, resource::put)));
  }

  Route delete(ResourceRef resource, Function<Precondition, AccountCommand> command) {
    return extractRequest(request -> change(request, resource, command, resource::deleted));
  }

  private Route change(
      HttpRequest request,
      ResourceRef resource,
      Function<Precondition, AccountCommand> command,
      Function<AccountOutcome, HttpResponse> answer) {
    Precondition precondition = RevisionTag.precondition(request);
    if (isDryRun(request)) {
      return dryRun(resource, now -> impact(now, command, precondition, answer));
    }
    return onSuccess(
        accounts.change(resource.account(), command.apply(precondition)),
        outcome -> complete(answer.apply(outcome)));
  }

  /** A comparison of whole accounts runs on the executor, however small the change is. */
  private Route dryRun(
      ResourceRef resource, Function<Optional<ConfiguredAccount>, HttpResponse> impact) {
    return extractActorSystem(
        system ->
            completeWithFuture(
                accounts
                    .latest(resource.account())
                    .thenCompose(
                        now ->
                            RequestLimits.of(system)
                                .documentExecutor()
                                .work(resource.account(), () -> impact.apply(now)))));
  }

  /** Decides as the account does, except that a missing {@code If-Match} is accepted. */
  private static HttpResponse impact(
      Optional<ConfiguredAccount> known,
      Function<Precondition, AccountCommand> command,
      Precondition precondition,
      Function<AccountOutcome, HttpResponse> answer) {
    Configuration now = known.map(ConfiguredAccount::configuration).orElse(Configuration.NONE);
    AccountDecision decision = AccountMachine.decide(now, command.apply(precondition), 0);
    if (decision.outcome() instanceof AccountOutcome.PreconditionRequired) {
      decision = AccountMachine.decide(now, command.apply(new Precondition.Any()), 0);
    }
    boolean refused =
        !(decision.outcome() instanceof AccountOutcome.Stored
            || decision.outcome() instanceof AccountOutcome.Deleted);
    if (refused) {
      return answer.apply(decision.outcome());
    }
    Account after =
        decision.event().map(event -> AccountMachine.apply(now, event)).orElse(now).document();
    ChangeImpact impact = ChangeImpact.of(known.map(ConfiguredAccount::document), after);
    return HttpResponse.create().withEntity(JsonBody.json(impact));
  }

  private static boolean isDryRun(HttpRequest request) {
    String dryRun = request.getUri().query().get(DRY_RUN).orElse("false");
    if (!dryRun.equals("true") && !dryRun.equals("false")) {
      throw RequestReader.parameter(
          DRY_RUN, "is %s; expected true or false".formatted(Violation.quote(dryRun)));
    }
    return dryRun.equals("true");
  }
}
