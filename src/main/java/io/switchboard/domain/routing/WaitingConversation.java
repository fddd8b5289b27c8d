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
 * A conversation that waits for an agent, with all that decides when and by whom it is taken. Times
 * are nanoseconds of the caller's clock. It compares by its place in the line: the smallest {@code
 * dueAt} first, then the earlier start, then the id (routing rules, section 4).
 *
 * @param startedAt when the conversation began
 * @param due the key of its place, and what it was made of when it was made
 * @param promisedBy the skill whose response time and credits the key is made of: the one that it
 *     entered, whatever skill it fell back to since
 * @param access to whom it is open now
 * @param group the group that it was allotted to, when its skill distributes
 * @param refusedBy the agents who declined, missed or returned it
 * @param previousAgents who had conversations with this consumer, the most recent first, each once,
 *     at most {@link #MOST_PREVIOUS_AGENTS}
 * @param assignedBefore whether an agent has ever had it, so that fallback no longer applies
 * @param cameBy why it waits for this skill
 */
public record WaitingConversation(
    Inquiry inquiry,
    long startedAt,
    DueTime due,
    String promisedBy,
    Access access,
    Optional<String> group,
    Set<String> refusedBy,
    List<String> previousAgents,
    boolean assignedBefore,
    SkillChoice.Reason cameBy)
    implements Comparable<WaitingConversation> {

  /** How many previous agents of a consumer are kept. */
  public static final int MOST_PREVIOUS_AGENTS = 16;

  public WaitingConversation {
    refusedBy = Set.copyOf(refusedBy);
    previousAgents = List.copyOf(previousAgents);
  }

  public String id() {
    return inquiry.id();
  }

  /** Its start, or its last transfer to another skill. */
  public long enteredAt() {
    return due.enteredAt();
  }

  /** {@code enteredAt} plus the response time less all credits. */
  public long dueAt() {
    return due.dueAt();
  }

  @Override
  public int compareTo(WaitingConversation other) {
    int byDue = Long.compare(dueAt(), other.dueAt());
    if (byDue != 0) {
      return byDue;
    }
    int byStart = Long.compare(startedAt, other.startedAt);
    return byStart != 0 ? byStart : id().compareTo(other.id());
  }

  /** Whether it waits for one agent, who serves this skill. */
  public boolean isTargeted(SkillPolicy skill) {
    return access instanceof Access.OnlyAgent only && skill.agents().contains(only.agent());
  }

  /** Whether it opens to other groups once it has waited the maximum of this skill. */
  public boolean opensByItself(SkillPolicy skill) {
    return access instanceof Access.OnlyGroup && skill.opens();
  }

  /** The same conversation, open to others. */
  public WaitingConversation withAccess(Access newAccess) {
    return copy(inquiry, due, newAccess, group, refusedBy, previousAgents, assignedBefore, cameBy);
  }

  /** The same conversation, for one agent no longer, but for its group. */
  public WaitingConversation untargeted() {
    return access instanceof Access.OnlyAgent ? withAccess(Access.of(group)) : this;
  }

  /** The same conversation, allotted to a group or to none. */
  public WaitingConversation withGroup(Optional<String> newGroup, Access newAccess) {
    return copy(
        inquiry, due, newAccess, newGroup, refusedBy, previousAgents, assignedBefore, cameBy);
  }

  /** The same conversation with other facts and the key that follows from them. */
  public WaitingConversation withInquiry(Inquiry newInquiry, DueTime newDue) {
    return copy(
        newInquiry, newDue, access, group, refusedBy, previousAgents, assignedBefore, cameBy);
  }

  /** The same conversation, refused by exactly these agents. */
  public WaitingConversation withRefusedBy(Set<String> agents) {
    return copy(inquiry, due, access, group, agents, previousAgents, assignedBefore, cameBy);
  }

  /** The same conversation, refused by these agents too. */
  public WaitingConversation alsoRefusedBy(Collection<String> agents) {
    Set<String> refusing = new LinkedHashSet<>(refusedBy);
    refusing.addAll(agents);
    return withRefusedBy(refusing);
  }

  /**
   * The same conversation after an agent has had it. That agent is the most recent previous agent
   * of its consumer; an anonymous consumer has none, not even within one conversation.
   */
  public WaitingConversation afterAssignment(String agent) {
    List<String> agents =
        Stream.concat(
                Stream.of(agent), previousAgents.stream().filter(other -> !other.equals(agent)))
            .limit(MOST_PREVIOUS_AGENTS)
            .toList();
    return copy(
        inquiry,
        due,
        access,
        group,
        refusedBy,
        inquiry.consumer().isEmpty() ? List.of() : agents,
        true,
        cameBy);
  }

  /** A conversation that would stand at another place; only its place means anything. */
  public WaitingConversation placedLike(String id, long otherStart, long otherDueAt) {
    return new WaitingConversation(
        Inquiry.forSkill(id, promisedBy),
        otherStart,
        DueTime.at(otherDueAt),
        promisedBy,
        access,
        group,
        refusedBy,
        previousAgents,
        assignedBefore,
        cameBy);
  }

  private WaitingConversation copy(
      Inquiry newInquiry,
      DueTime newDue,
      Access newAccess,
      Optional<String> newGroup,
      Set<String> newRefusedBy,
      List<String> newPreviousAgents,
      boolean newAssignedBefore,
      SkillChoice.Reason newCameBy) {
    return new WaitingConversation(
        newInquiry,
        startedAt,
        newDue,
        promisedBy,
        newAccess,
        newGroup,
        newRefusedBy,
        newPreviousAgents,
        newAssignedBefore,
        newCameBy);
  }
}
