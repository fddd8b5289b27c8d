package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;

/** A change of an account's document, as a whole or of one configuration item. */
public sealed interface AccountCommand {

  /** The precondition on the present revision of the document or item. */
  Precondition expected();

  record ReplaceAccount(Account document, Precondition expected) implements AccountCommand {}

  record PutSkill(Skill skill, Precondition expected) implements AccountCommand {}

  record DeleteSkill(String skill, Precondition expected) implements AccountCommand {}

  record PutAgentGroup(AgentGroup agentGroup, Precondition expected) implements AccountCommand {}

  record DeleteAgentGroup(String agentGroup, Precondition expected) implements AccountCommand {}

  record PutAgent(Agent agent, Precondition expected) implements AccountCommand {}

  record DeleteAgent(String agent, Precondition expected) implements AccountCommand {}
}
