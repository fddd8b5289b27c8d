package io.switchboard.domain.routing;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.SkillPolicy;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A conversation that waits for an agent, with everything that decides when and by whom it is
 * taken. Times are nanoseconds of the caller's clock. The natural order is that of the queue: the
 * smallest {@code dueAt} first, then the earlier start, then the id (routing rules, section 4).
 *
 * @param due the due time, computed when the conversation entered or its inquiry changed
 * @param responseTimeSkill the skill that determines the response time and the credits: the one
 *     that the conversation entered, also after a fallback to another skill
 * @param access the agents to whom it is open now
 * @param group the group to which it is allotted; empty when its skill does not distribute
 * @param refusedBy the agents who declined, missed or returned it and whose refusals count
 * @param previousAgents the agents who had this consumer before, the most recent first, each once,
 *     at most {@link #MOST_PREVIOUS_AGENTS}
 * @param assignedBefore whether it was ever assigned to an agent, so that fallback does not apply
 * @param skillReason the rule that chose its skill
 */
public record WaitingConversation(
    Inquiry inquiry,
    long startedAt,
    DueTime due,
    String responseTimeSkill,
    Access access,
    Optional<String> group,
    Set<String> refusedBy,
    List<String> previousAgents,
    boolean assignedBefore,
    SkillChoice.Reason skillReason)
    implements QueueOrder {

  /** How many previous agents of a consumer are kept. */
  public static final int MOST_PREVIOUS_AGENTS = 16;

  public WaitingConversation {
    refusedBy = Set.copyOf(refusedBy);
    previousAgents = List.copyOf(previousAgents);
  }

  @Override
  public String id() {
    return inquiry.id();
  }

  /** Time of its start, or of its last transfer to another skill. */
  public long enteredAt() {
    return due.enteredAt();
  }

  /** {@code enteredAt} plus the response time minus all credits. */
  @Override
  public long dueAt() {
    return due.dueAt();
  }

  /** Whether it is open to one agent only, and that agent serves this skill. */
  public boolean isTargeted(SkillPolicy skill) {
    return access instanceof Access.OnlyAgent only && skill.agents().contains(only.agent());
  }

  /** Whether it opens to other groups once it has waited {@code maxWaitTime} of this skill. */
  public boolean opensByItself(SkillPolicy skill) {
    return access instanceof Access.OnlyGroup && skill.opens();
  }

  /** The decisions of its queue so far. */
  public Eligibility eligibility() {
    return new Eligibility(access, group, refusedBy);
  }

  /** The same conversation with these decisions of its queue. */
  public WaitingConversation with(Eligibility decided) {
    return copy(inquiry, due, decided, previousAgents, assignedBefore);
  }

  /** The same conversation, open to these agents. */
  public WaitingConversation withAccess(Access newAccess) {
    return withGroup(group, newAccess);
  }

  /** The same, open to its group or, without a group, to all agents instead of to one. */
  public WaitingConversation untargeted() {
    return access instanceof Access.OnlyAgent ? withAccess(Access.of(group)) : this;
  }

  /** The same conversation, allotted to a group or to none. */
  public WaitingConversation withGroup(Optional<String> newGroup, Access newAccess) {
    return with(new Eligibility(newAccess, newGroup, refusedBy));
  }

  /** The same conversation with another inquiry and the due time that follows from it. */
  public WaitingConversation withInquiry(Inquiry newInquiry, DueTime newDue) {
    return copy(newInquiry, newDue, eligibility(), previousAgents, assignedBefore);
  }

  /** The same conversation, refused by exactly these agents. */
  public WaitingConversation withRefusedBy(Set<String> agents) {
    return with(new Eligibility(access, group, agents));
  }

  /** The same conversation, refused by these agents too. */
  public WaitingConversation alsoRefusedBy(Collection<String> agents) {
    Set<String> refusing = new LinkedHashSet<>(refusedBy);
    refusing.addAll(agents);
    return withRefusedBy(refusing);
  }

  /**
   * The same conversation after an assignment. The agent becomes the most recent previous agent of
   * the consumer. An anonymous consumer has no previous agents, not even within one conversation.
   */
  public WaitingConversation afterAssignment(String agent) {
    List<String> agents =
        Stream.concat(
                Stream.of(agent), previousAgents.stream().filter(other -> !other.equals(agent)))
            .limit(MOST_PREVIOUS_AGENTS)
            .toList();
    return copy(
        inquiry, due, eligibility(), inquiry.consumer().isEmpty() ? List.of() : agents, true);
  }

  private WaitingConversation copy(
      Inquiry newInquiry,
      DueTime newDue,
      Eligibility decided,
      List<String> newPreviousAgents,
      boolean newAssignedBefore) {
    return new WaitingConversation(
        newInquiry,
        startedAt,
        newDue,
        responseTimeSkill,
        decided.access(),
        decided.group(),
        decided.refusedBy(),
        newPreviousAgents,
        newAssignedBefore,
        skillReason);
  }
}
