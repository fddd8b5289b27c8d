package io.switchboard.domain.routing;

import io.switchboard.domain.account.AgentPreference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The order in which agents are preferred (routing rules, section 3): the first difference decides,
 * and at last the agent id. The comparison leaves out {@code HISTORY}, which depends on the
 * consumer; {@code EligibleAgents} applies it.
 */
public final class AgentOrder implements Comparator<AgentAvailability> {
  private final AgentPreference[] preferences;
  private final int beforeHistory;

  /** The order by these preferences, the most important first. */
  public AgentOrder(List<AgentPreference> preferences) {
    int history = preferences.indexOf(AgentPreference.HISTORY);
    List<AgentPreference> lasting = new ArrayList<>(preferences);
    lasting.remove(AgentPreference.HISTORY);
    this.preferences = lasting.toArray(AgentPreference[]::new);
    this.beforeHistory = history;
  }

  @Override
  public int compare(AgentAvailability one, AgentAvailability other) {
    int difference = compare(one, other, preferences.length);
    return difference != 0 ? difference : one.id().compareTo(other.id());
  }

  /** Whether the preferences contain {@code HISTORY}. */
  public boolean hasHistory() {
    return beforeHistory >= 0;
  }

  /** Whether the two agents are equal in all preferences before {@code HISTORY}. */
  public boolean equalBeforeHistory(AgentAvailability one, AgentAvailability other) {
    return compare(one, other, beforeHistory) == 0;
  }

  /** The first preference in which two agents differ; empty when only the agent id decides. */
  public Optional<AgentPreference> decidedBy(
      AgentAvailability winner, AgentAvailability loser, List<String> previousAgents) {
    for (int i = 0; i <= preferences.length; i++) {
      if (i == beforeHistory && rank(winner, previousAgents) != rank(loser, previousAgents)) {
        return Optional.of(AgentPreference.HISTORY);
      }
      if (i < preferences.length && compare(winner, loser, preferences[i]) != 0) {
        return Optional.of(preferences[i]);
      }
    }
    return Optional.empty();
  }

  private static int rank(AgentAvailability agent, List<String> previousAgents) {
    int rank = previousAgents.indexOf(agent.id());
    return rank < 0 ? previousAgents.size() : rank;
  }

  private int compare(AgentAvailability one, AgentAvailability other, int depth) {
    for (int i = 0; i < depth; i++) {
      int difference = compare(one, other, preferences[i]);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static int compare(
      AgentAvailability one, AgentAvailability other, AgentPreference preference) {
    return switch (preference) {
      case UTILIZATION -> Long.compare(one.utilisation(), other.utilisation());
      case LONGEST_IDLE -> Long.compare(one.idleSince(), other.idleSince());
      case FEWEST_SKILLS -> Integer.compare(one.skills(), other.skills());
      case HISTORY -> 0;
    };
  }
}
