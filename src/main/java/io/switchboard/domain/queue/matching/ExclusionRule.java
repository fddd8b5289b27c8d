package io.switchboard.domain.queue.matching;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The exclusion of agents who declined, missed or returned a conversation (routing rules, section
 * 3). They are passed over while another agent, to whom the conversation is open, is online, takes
 * conversations at all and has not refused it. Once the conversation is overdue, they are passed
 * over only while such an agent has capacity. So no conversation waits forever because of a
 * refusal.
 */
final class ExclusionRule {
  private final SkillPolicy policy;
  private final EligibleAgents eligibleAgents;

  ExclusionRule(SkillPolicy policy, EligibleAgents eligibleAgents) {
    this.policy = policy;
    this.eligibleAgents = eligibleAgents;
  }

  /** Whether those who refused are passed over; {@code openTo}: the groups to which it is open. */
  boolean exclude(WaitingConversation conversation, List<String> openTo, long now) {
    return othersAreThere(conversation.refusedBy(), openTo)
        && (now < conversation.dueAt()
            || othersHaveCapacity(conversation.refusedBy(), openTo, now));
  }

  /** The refusals that count after one more; only this one if no other agent is left or awaited. */
  Set<String> after(WaitingConversation conversation, List<String> openTo, String agent) {
    Set<String> refusing = new LinkedHashSet<>(conversation.refusedBy());
    refusing.add(agent);
    boolean othersMayCome =
        openTo.stream().anyMatch(group -> !refusing.containsAll(eligibleAgents.awaited(group)));
    return othersMayCome || othersAreThere(refusing, openTo) ? refusing : Set.of(agent);
  }

  private boolean othersAreThere(Set<String> refusing, List<String> openTo) {
    long capable = openTo.stream().mapToInt(eligibleAgents::capable).sum();
    return capable > refusing.stream().filter(agent -> isCapable(agent, openTo)).count();
  }

  private boolean isCapable(String agent, List<String> openTo) {
    return eligibleAgents
        .find(agent)
        .filter(
            view ->
                view.isOnline()
                    && view.couldTake(policy)
                    && openTo.contains(eligibleAgents.groupOf(view)))
        .isPresent();
  }

  private boolean othersHaveCapacity(Set<String> refusing, List<String> openTo, long now) {
    return openTo.stream()
        .anyMatch(
            group ->
                eligibleAgents.hasCapacity(group, agent -> !refusing.contains(agent.id()), now));
  }
}
