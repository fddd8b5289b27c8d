package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractActorSystem;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import io.switchboard.document.AccountDocument;
import io.switchboard.document.PieceDocument;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.configuration.AccountCommand.DeleteAgent;
import io.switchboard.domain.configuration.AccountCommand.DeleteAgentGroup;
import io.switchboard.domain.configuration.AccountCommand.DeleteSkill;
import io.switchboard.domain.configuration.AccountCommand.PutAgent;
import io.switchboard.domain.configuration.AccountCommand.PutAgentGroup;
import io.switchboard.domain.configuration.AccountCommand.PutSkill;
import io.switchboard.domain.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.configuration.Section;
import io.switchboard.entity.Accounts;
import io.switchboard.entity.ConfiguredAccount;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The configuration of an account: as one document, and piece by piece. */
final class AccountRoutes {
  private static final String ACCOUNT = "/v1/accounts/{account}";

  private static final PieceKind<Skill> SKILLS =
      new PieceKind<>(
          "skill",
          "skill",
          "skills",
          Section.SKILLS,
          PieceDocument.SKILL,
          PutSkill::new,
          DeleteSkill::new);
  private static final PieceKind<AgentGroup> AGENT_GROUPS =
      new PieceKind<>(
          "agent group",
          "group",
          "agent-groups",
          Section.AGENT_GROUPS,
          PieceDocument.AGENT_GROUP,
          PutAgentGroup::new,
          DeleteAgentGroup::new);
  private static final PieceKind<Agent> AGENTS =
      new PieceKind<>(
          "agent",
          "agent",
          "agents",
          Section.AGENTS,
          PieceDocument.AGENT,
          PutAgent::new,
          DeleteAgent::new);

  private final Accounts accounts;
  private final AgentRoutes agents;
  private final Changes changes;

  /**
   * @param agents tells how an agent is, which is shown beside the configuration
   */
  AccountRoutes(Accounts accounts, AgentRoutes agents) {
    this.accounts = accounts;
    this.agents = agents;
    this.changes = new Changes(accounts);
  }

  List<Call> calls() {
    return Stream.of(
            List.of(
                Call.get(ACCOUNT, ids -> show(Subject.account(ids.get("account")))),
                Call.put(ACCOUNT, ids -> put(Subject.account(ids.get("account"))))
                    .with(Changes.DRY_RUN)),
            new PieceRoutes<>(SKILLS, accounts).calls(),
            new PieceRoutes<>(AGENT_GROUPS, accounts).calls(),
            new PieceRoutes<>(AGENTS, accounts, this::withLife).calls())
        .flatMap(List::stream)
        .toList();
  }

  private Route show(Subject subject) {
    return extractActorSystem(
        system ->
            completeWithFuture(
                accounts
                    .latest(subject.account())
                    .thenCompose(
                        account ->
                            account
                                .map(now -> document(now, Intake.of(system)))
                                .orElseGet(() -> completedFuture(subject.absent())))));
  }

  private Route put(Subject subject) {
    return changes.put(
        subject,
        AccountDocument.MAX_BYTES,
        bytes -> {
          Account document = AccountDocument.read(bytes);
          return expected -> new ReplaceAccount(document, expected);
        });
  }

  private CompletionStage<HttpEntity.Strict> withLife(String account, Agent agent) {
    return agents
        .live(account, agent.id())
        .thenApply(live -> Body.json(PieceDocument.AGENT.write(agent), live));
  }

  private static CompletionStage<HttpResponse> document(ConfiguredAccount now, Intake intake) {
    return Intake.isLarge(now.document())
        ? intake.desk().work(now.account(), () -> document(now.document(), now.revision()))
        : completedFuture(document(now.document(), now.revision()));
  }

  private static HttpResponse document(Account document, long revision) {
    return HttpResponse.create()
        .addHeader(Revision.tag(revision))
        .withEntity(Body.json(AccountDocument.write(document)));
  }
}
