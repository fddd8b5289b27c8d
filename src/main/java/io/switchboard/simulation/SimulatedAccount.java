package io.switchboard.simulation;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.account.OfferPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Policy of an account, adapted to a simulation. Offers are accepted at once, since a trace does
 * not have ringing times. Agents finish their conversations after the end of a shift, so {@code
 * returnWhenOffline} does not apply. The maximum of an agent is that of the shift.
 */
public record SimulatedAccount(AccountPolicy policy) {

  /** Returns the adapted policy of an account. */
  public static SimulatedAccount of(AccountPolicy account) {
    OfferPolicy offers = account.offers();
    return new SimulatedAccount(
        with(
            account,
            account.revision(),
            account.agents(),
            new OfferPolicy(OfferMode.AUTO_ACCEPT, offers.timeout(), offers.missedBeforeAway()),
            OptionalLong.empty()));
  }

  /** The next revision, in which this agent has that maximum; the same if it has it already. */
  public SimulatedAccount withMaximum(String agent, int maximum) {
    AgentPolicy before = policy.agents().get(agent);
    if (before.maxConversations() == maximum) {
      return this;
    }
    Map<String, AgentPolicy> agents = new LinkedHashMap<>(policy.agents());
    agents.put(
        agent,
        new AgentPolicy(agent, before.group(), before.enabledSince(), before.skills(), maximum));
    return new SimulatedAccount(
        with(policy, policy.revision() + 1, agents, policy.offers(), policy.returnWhenOffline()));
  }

  private static AccountPolicy with(
      AccountPolicy account,
      long revision,
      Map<String, AgentPolicy> agents,
      OfferPolicy offers,
      OptionalLong returnWhenOffline) {
    return new AccountPolicy(
        revision,
        account.skills(),
        agents,
        account.defaultSkill(),
        account.skillWithoutAgents(),
        account.skillRules(),
        account.credits(),
        account.preferences(),
        account.capacityMode(),
        offers,
        returnWhenOffline);
  }
}
