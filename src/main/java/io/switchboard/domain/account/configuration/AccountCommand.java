package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;

/** A change of an account's document, as a whole or of one configuration item. */
public sealed interface AccountCommand {

  /** The precondition on the present revision of the document or item. */
  Precondition precondition();

  record ReplaceAccount(Account document, Precondition precondition) implements AccountCommand {}

  record PutSkill(Skill skill, Precondition precondition) implements AccountCommand {}

  record DeleteSkill(String skill, Precondition precondition) implements AccountCommand {}

  record PutAgentGroup(AgentGroup agentGroup, Precondition precondition)
      implements AccountCommand {}

  record DeleteAgentGroup(String agentGroup, Precondition precondition) implements AccountCommand {}

  record PutAgent(Agent agent, Precondition precondition) implements AccountCommand {}

  record DeleteAgent(String agent, Precondition precondition) implements AccountCommand {}
}
