package io.switchboard.domain.queue.matching;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What it means that agents declined, missed or returned a conversation (routing rules, section 3).
 * They are passed over as long as somebody who is online, who takes conversations at all and to
 * whom it is open, has not refused it; once it is overdue, only as long as such a one has room. So
 * a refusal strands nothing.
 */
final class ExclusionRule {
  private final SkillPolicy policy;
  private final EligibleAgents eligibleAgents;

  ExclusionRule(SkillPolicy policy, EligibleAgents eligibleAgents) {
    this.policy = policy;
    this.eligibleAgents = eligibleAgents;
  }

  /**
   * Whether those who refused it are passed over.
   *
   * @param openTo the teams to which it is open
   */
  boolean exclude(WaitingConversation conversation, List<String> openTo, long now) {
    return othersAreThere(conversation.refusedBy(), openTo)
        && (now < conversation.dueAt() || othersHaveRoom(conversation.refusedBy(), openTo, now));
  }

  /**
   * Who counts as refusing after one more agent has refused it. When nobody is left who has not,
   * nor has yet to be heard, a new round begins in which only this agent does.
   *
   * @param openTo the teams to which it is open
   */
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

  private boolean othersHaveRoom(Set<String> refusing, List<String> openTo, long now) {
    return openTo.stream()
        .anyMatch(
            group -> eligibleAgents.hasRoom(group, agent -> !refusing.contains(agent.id()), now));
  }
}
