package io.switchboard.chaos;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.DistributionPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By what the run is judged. During a run nothing of it changes but the percentages of plans.
 *
 * @param agents by id
 * @param plans of skills that share their conversations
 */
public record Rules(Map<String, Agent> agents, Map<String, DistributionPlan> plans) {

  public Rules {
    agents = Map.copyOf(agents);
    plans = Map.copyOf(plans);
  }

  /** What an agent may take. */
  public record Agent(Set<String> skills, Optional<String> group, int maxConversations) {

    public Agent {
      skills = Set.copyOf(skills);
    }
  }

  /** The rules of an account. */
  public static Rules of(AccountPolicy account) {
    Map<String, Agent> agents = new HashMap<>();
    account
        .agents()
        .forEach(
            (id, agent) ->
                agents.put(
                    id,
                    new Agent(
                        Set.copyOf(agent.skills()), agent.group(), agent.maxConversations())));
    Map<String, DistributionPlan> plans = new HashMap<>();
    account
        .skills()
        .forEach((id, skill) -> skill.distribution().ifPresent(plan -> plans.put(id, plan)));
    return new Rules(agents, plans);
  }
}
