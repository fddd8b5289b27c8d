package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.Skill;

/** A stored change of an account's document. */
public sealed interface AccountEvent {

  /** The account's revision after the change; one more than before. */
  long revision();

  /** The time of the change, in nanoseconds since 1970-01-01T00:00Z. */
  long at();

  record AccountReplaced(Account document, long revision, long at) implements AccountEvent {}

  record SkillPut(Skill skill, long revision, long at) implements AccountEvent {}

  record SkillDeleted(String skill, long revision, long at) implements AccountEvent {}

  record AgentGroupPut(AgentGroup agentGroup, long revision, long at) implements AccountEvent {}

  record AgentGroupDeleted(String agentGroup, long revision, long at) implements AccountEvent {}

  record AgentPut(Agent agent, long revision, long at) implements AccountEvent {}

  record AgentDeleted(String agent, long revision, long at) implements AccountEvent {}
}
