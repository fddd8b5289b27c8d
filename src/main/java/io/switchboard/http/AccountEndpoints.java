package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractActorSystem;
import static akka.http.javadsl.server.Directives.extractRequest;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.retention.StoredRecords;
import io.switchboard.document.AccountDocument;
import io.switchboard.document.ItemDocument;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.ItemList;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.Paging;
import io.switchboard.http.request.RequestLimits;
import io.switchboard.http.request.RevisionTag;
import io.switchboard.http.view.AccountView;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Endpoints of the list of accounts, and of an account's configuration: document and items. */
final class AccountEndpoints {
  private static final String ACCOUNTS = "/v1/accounts";
  private static final String ACCOUNT = ACCOUNTS + "/{account}";

  private static final ItemKind<Skill> SKILLS =
      new ItemKind<>(
          "skill",
          "skill",
          "skills",
          ItemList.SKILLS,
          ItemDocument.SKILL,
          AccountCommand.PutSkill::new,
          AccountCommand.DeleteSkill::new);
  private static final ItemKind<AgentGroup> AGENT_GROUPS =
      new ItemKind<>(
          "agent group",
          "group",
          "agent-groups",
          ItemList.AGENT_GROUPS,
          ItemDocument.AGENT_GROUP,
          AccountCommand.PutAgentGroup::new,
          AccountCommand.DeleteAgentGroup::new);
  private static final ItemKind<Agent> AGENTS =
      new ItemKind<>(
          "agent",
          "agent",
          "agents",
          ItemList.AGENTS,
          ItemDocument.AGENT,
          AccountCommand.PutAgent::new,
          AccountCommand.DeleteAgent::new);

  private final EntityRequests requests;
  private final AgentEndpoints agents;
  private final StoredRecords records;
  private final ConfigurationChanges changes;

  /** {@code agents} gives the status that is shown beside an agent's configuration. */
  AccountEndpoints(EntityRequests requests, AgentEndpoints agents, StoredRecords records) {
    this.requests = requests;
    this.agents = agents;
    this.records = records;
    this.changes = new ConfigurationChanges(requests.accounts());
  }

  List<Endpoint> endpoints() {
    return Stream.of(
            List.of(
                Endpoint.get(ACCOUNTS, ids -> extractRequest(request -> list(Paging.of(request))))
                    .with(Paging.LIMIT, Paging.CURSOR),
                Endpoint.get(ACCOUNT, ids -> show(ids.get("account"))),
                Endpoint.put(ACCOUNT, ids -> put(ResourceRef.account(ids.get("account"))))
                    .with(ConfigurationChanges.DRY_RUN)),
            new ItemEndpoints<>(SKILLS, requests).endpoints(),
            new ItemEndpoints<>(AGENT_GROUPS, requests).endpoints(),
            new ItemEndpoints<>(AGENTS, requests, this::withStatus).endpoints())
        .flatMap(List::stream)
        .toList();
  }

  private Route list(Paging paging) {
    return completeWithFuture(
        records
            .accounts(paging.afterId(), paging.limit() + 1)
            .thenApply(
                found -> paging.of(found.stream().map(AccountView::of).toList(), AccountView::id))
            .thenApply(JsonBody::ok));
  }

  private Route show(String account) {
    return extractActorSystem(
        system ->
            completeWithFuture(
                requests
                    .latest(account)
                    .thenCompose(found -> document(found, RequestLimits.of(system)))));
  }

  private Route put(ResourceRef resource) {
    return changes.put(
        resource,
        AccountDocument.MAX_BYTES,
        bytes -> {
          Account document = AccountDocument.read(bytes);
          return precondition -> new AccountCommand.ReplaceAccount(document, precondition);
        });
  }

  private CompletionStage<HttpEntity.Strict> withStatus(String account, Agent agent) {
    return agents
        .status(account, agent.id())
        .thenApply(status -> JsonBody.json(ItemDocument.AGENT.write(agent), status));
  }

  private static CompletionStage<HttpResponse> document(
      ConfiguredAccount account, RequestLimits limits) {
    return RequestLimits.isLarge(account.document())
        ? limits.documentExecutor().work(account.account(), () -> document(account))
        : completedFuture(document(account));
  }

  private static HttpResponse document(ConfiguredAccount account) {
    return HttpResponse.create()
        .addHeader(RevisionTag.tag(account.revision()))
        .withEntity(JsonBody.json(AccountDocument.write(account.document())));
  }
}
