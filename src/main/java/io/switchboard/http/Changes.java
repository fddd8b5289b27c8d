package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractActorSystem;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.onSuccess;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Violation;
import io.switchboard.domain.configuration.AccountCommand;
import io.switchboard.domain.configuration.AccountDecision;
import io.switchboard.domain.configuration.AccountMachine;
import io.switchboard.domain.configuration.AccountOutcome;
import io.switchboard.domain.configuration.Configuration;
import io.switchboard.domain.configuration.Expected;
import io.switchboard.domain.configuration.Impact;
import io.switchboard.entity.Accounts;
import io.switchboard.entity.ConfiguredAccount;
import java.util.Optional;
import java.util.function.Function;

/** Changes accounts, or says what a change would do when {@code dryRun=true} asks for that. */
final class Changes {
  static final String DRY_RUN = "dryRun";

  private final Accounts accounts;

  Changes(Accounts accounts) {
    this.accounts = accounts;
  }

  /** What is put, as JSON of at most so many bytes. */
  Route put(
      Subject subject, long most, Function<byte[], Function<Expected, AccountCommand>> reader) {
    return extractRequest(
        request ->
            Body.ofDocument(
                subject.account(),
                most,
                reader,
                command -> change(request, subject, command, subject::put)));
  }

  Route delete(Subject subject, Function<Expected, AccountCommand> command) {
    return extractRequest(request -> change(request, subject, command, subject::deleted));
  }

  private Route change(
      HttpRequest request,
      Subject subject,
      Function<Expected, AccountCommand> command,
      Function<AccountOutcome, HttpResponse> answer) {
    Expected expected = Revision.expected(request);
    if (isDryRun(request)) {
      return dryRun(subject, now -> impact(now, command, expected, answer));
    }
    return onSuccess(
        accounts.change(subject.account(), command.apply(expected)),
        outcome -> complete(answer.apply(outcome)));
  }

  /** To compare whole accounts is work with a large document, however small the change. */
  private Route dryRun(
      Subject subject, Function<Optional<ConfiguredAccount>, HttpResponse> impact) {
    return extractActorSystem(
        system ->
            completeWithFuture(
                accounts
                    .latest(subject.account())
                    .thenCompose(
                        now ->
                            Intake.of(system)
                                .desk()
                                .work(subject.account(), () -> impact.apply(now)))));
  }

  /** Decides as the account would, except that nothing need be expected. */
  private static HttpResponse impact(
      Optional<ConfiguredAccount> known,
      Function<Expected, AccountCommand> command,
      Expected expected,
      Function<AccountOutcome, HttpResponse> answer) {
    Configuration now = known.map(ConfiguredAccount::configuration).orElse(Configuration.NONE);
    AccountDecision decision = AccountMachine.decide(now, command.apply(expected), 0);
    if (decision.outcome() instanceof AccountOutcome.ExpectationNeeded) {
      decision = AccountMachine.decide(now, command.apply(new Expected.Anything()), 0);
    }
    boolean refused =
        !(decision.outcome() instanceof AccountOutcome.Stored
            || decision.outcome() instanceof AccountOutcome.Deleted);
    if (refused) {
      return answer.apply(decision.outcome());
    }
    Account after =
        decision.event().map(event -> AccountMachine.apply(now, event)).orElse(now).document();
    Impact impact = Impact.of(known.map(ConfiguredAccount::document), after);
    return HttpResponse.create().withEntity(Body.json(impact));
  }

  private static boolean isDryRun(HttpRequest request) {
    String dryRun = request.getUri().query().get(DRY_RUN).orElse("false");
    if (!dryRun.equals("true") && !dryRun.equals("false")) {
      throw Input.parameter(
          DRY_RUN, "is %s; true or false is right".formatted(Violation.quote(dryRun)));
    }
    return dryRun.equals("true");
  }
}
