package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractActorSystem;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.document.AccountDocument;
import io.switchboard.document.ItemDocument;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.configuration.AccountCommand.DeleteAgent;
import io.switchboard.domain.account.configuration.AccountCommand.DeleteAgentGroup;
import io.switchboard.domain.account.configuration.AccountCommand.DeleteSkill;
import io.switchboard.domain.account.configuration.AccountCommand.PutAgent;
import io.switchboard.domain.account.configuration.AccountCommand.PutAgentGroup;
import io.switchboard.domain.account.configuration.AccountCommand.PutSkill;
import io.switchboard.domain.account.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.account.configuration.ItemList;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.RequestLimits;
import io.switchboard.http.request.RevisionTag;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Endpoints of the configuration of an account: the whole document, and each configuration item.
 */
final class AccountEndpoints {
  private static final String ACCOUNT = "/v1/accounts/{account}";

  private static final ItemKind<Skill> SKILLS =
      new ItemKind<>(
          "skill",
          "skill",
          "skills",
          ItemList.SKILLS,
          ItemDocument.SKILL,
          PutSkill::new,
          DeleteSkill::new);
  private static final ItemKind<AgentGroup> AGENT_GROUPS =
      new ItemKind<>(
          "agent group",
          "group",
          "agent-groups",
          ItemList.AGENT_GROUPS,
          ItemDocument.AGENT_GROUP,
          PutAgentGroup::new,
          DeleteAgentGroup::new);
  private static final ItemKind<Agent> AGENTS =
      new ItemKind<>(
          "agent",
          "agent",
          "agents",
          ItemList.AGENTS,
          ItemDocument.AGENT,
          PutAgent::new,
          DeleteAgent::new);

  private final Accounts accounts;
  private final AgentEndpoints agents;
  private final ConfigurationChanges changes;

  /**
   * @param agents the source of the live status that is shown beside an agent's configuration
   */
  AccountEndpoints(Accounts accounts, AgentEndpoints agents) {
    this.accounts = accounts;
    this.agents = agents;
    this.changes = new ConfigurationChanges(accounts);
  }

  List<Endpoint> calls() {
    return Stream.of(
            List.of(
                Endpoint.get(ACCOUNT, ids -> show(ResourceRef.account(ids.get("account")))),
                Endpoint.put(ACCOUNT, ids -> put(ResourceRef.account(ids.get("account"))))
                    .with(ConfigurationChanges.DRY_RUN)),
            new ItemEndpoints<>(SKILLS, accounts).calls(),
            new ItemEndpoints<>(AGENT_GROUPS, accounts).calls(),
            new ItemEndpoints<>(AGENTS, accounts, this::withLife).calls())
        .flatMap(List::stream)
        .toList();
  }

  private Route show(ResourceRef subject) {
    return extractActorSystem(
        system ->
            completeWithFuture(
                accounts
                    .latest(subject.account())
                    .thenCompose(
                        account ->
                            account
                                .map(now -> document(now, RequestLimits.of(system)))
                                .orElseGet(() -> completedFuture(subject.absent())))));
  }

  private Route put(ResourceRef subject) {
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
        .thenApply(live -> JsonBody.json(ItemDocument.AGENT.write(agent), live));
  }

  private static CompletionStage<HttpResponse> document(
      ConfiguredAccount now, RequestLimits intake) {
    return RequestLimits.isLarge(now.document())
        ? intake.desk().work(now.account(), () -> document(now.document(), now.revision()))
        : completedFuture(document(now.document(), now.revision()));
  }

  private static HttpResponse document(Account document, long revision) {
    return HttpResponse.create()
        .addHeader(RevisionTag.tag(revision))
        .withEntity(JsonBody.json(AccountDocument.write(document)));
  }
}
