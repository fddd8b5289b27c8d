package io.switchboard.domain.routing;

import io.switchboard.domain.account.AgentPreference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The order in which agents are preferred, whatever the consumer; {@code HISTORY}, which depends on
 * the consumer, is applied on top of it by {@link EligibleAgents}. First difference wins; the agent
 * id breaks the last tie (routing rules, section 3).
 */
public final class AgentOrder implements Comparator<AgentAvailability> {
  private final AgentPreference[] preferences;
  private final int beforeHistory;

  /** The order of these preferences, the first of which decides first. */
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

  /** Whether a common history with the consumer counts at all. */
  public boolean hasHistory() {
    return beforeHistory >= 0;
  }

  /** Whether nothing that goes before history prefers one of them. */
  public boolean equalBeforeHistory(AgentAvailability one, AgentAvailability other) {
    return compare(one, other, beforeHistory) == 0;
  }

  /**
   * The first preference that puts the winner before the loser, given who had conversations with
   * the consumer, the most recent first; empty when only the id does.
   */
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
