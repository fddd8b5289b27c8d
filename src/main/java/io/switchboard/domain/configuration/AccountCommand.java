package io.switchboard.domain.configuration;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;

/** A change of an account's document, as a whole or of one piece of it. */
public sealed interface AccountCommand {

  /** What is believed to be there of that which changes. */
  Expected expected();

  record ReplaceAccount(Account document, Expected expected) implements AccountCommand {}

  record PutSkill(Skill skill, Expected expected) implements AccountCommand {}

  record DeleteSkill(String skill, Expected expected) implements AccountCommand {}

  record PutAgentGroup(AgentGroup agentGroup, Expected expected) implements AccountCommand {}

  record DeleteAgentGroup(String agentGroup, Expected expected) implements AccountCommand {}

  record PutAgent(Agent agent, Expected expected) implements AccountCommand {}

  record DeleteAgent(String agent, Expected expected) implements AccountCommand {}
}
