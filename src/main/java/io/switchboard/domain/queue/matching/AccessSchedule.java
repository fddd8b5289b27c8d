package io.switchboard.domain.queue.matching;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.WaitingConversation;
import io.switchboard.domain.statemachine.TimeIndex;
import io.switchboard.domain.statemachine.WakeUpTimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The agents to whom the waiting conversations of a skill are open, and the times at which
 * conversations that wait for a group or for one agent open to others (routing rules, sections 5
 * and 6). Times are nanoseconds of the caller's clock. Adding and removing a conversation take
 * O(log n).
 */
public final class AccessSchedule {
  private final SkillPolicy skill;
  private final EligibleAgents eligibleAgents;
  private final WaitingIndex waiting;
  private final Map<String, TimeIndex> allotted = new HashMap<>();
  private final TimeIndex opening = new TimeIndex();
  private final TimeIndex targets = new TimeIndex();

  AccessSchedule(SkillPolicy skill, EligibleAgents eligibleAgents, WaitingIndex waiting) {
    this.skill = skill;
    this.eligibleAgents = eligibleAgents;
    this.waiting = waiting;
  }

  void add(WaitingConversation conversation) {
    if (waitsForGroups(conversation)) {
      allotted
          .computeIfAbsent(conversation.group().get(), group -> new TimeIndex())
          .add(conversation.enteredAt(), conversation.id());
    }
    if (conversation.opensByItself(skill)) {
      opening.add(conversation.enteredAt(), conversation.id());
    }
    if (conversation.access() instanceof Access.OnlyAgent only) {
      targets.add(only.since(), conversation.id());
    }
  }

  /** Removes a conversation; the argument must equal the one that was added. */
  void remove(WaitingConversation conversation) {
    if (waitsForGroups(conversation)) {
      allotted.get(conversation.group().get()).remove(conversation.enteredAt(), conversation.id());
    }
    if (conversation.opensByItself(skill)) {
      opening.remove(conversation.enteredAt(), conversation.id());
    }
    if (conversation.access() instanceof Access.OnlyAgent only) {
      targets.remove(only.since(), conversation.id());
    }
  }

  private boolean waitsForGroups(WaitingConversation conversation) {
    return conversation.group().isPresent() && !conversation.isTargeted(skill);
  }

  /** The earliest entry time of the conversations allotted to a group; empty when there is none. */
  OptionalLong longestWaiting(String group) {
    return allotted.containsKey(group) ? allotted.get(group).first() : OptionalLong.empty();
  }

  // --- access now ---

  /**
   * The conversation after an allotment. It is open to its group, or to all groups when no agent of
   * its group is online or {@code maxWaitTime} is over. A conversation that is open to one agent
   * stays so.
   */
  public WaitingConversation allotted(
      WaitingConversation conversation, Allotment allotment, long now) {
    return conversation.withGroup(
        Optional.of(allotment.group()),
        conversation.isTargeted(skill)
            ? conversation.access()
            : within(allotment.group(), conversation.enteredAt(), now));
  }

  /**
   * The conversation as it waits here, when it needs no allotment. A conversation that is open to
   * one agent stays so as long as that agent serves this skill. A conversation that is allotted to
   * a group of this skill keeps its group, and is open to the same agents as before or to more.
   */
  public WaitingConversation admitted(WaitingConversation conversation, long now) {
    if (skill.distribution().isPresent()) {
      return conversation.isTargeted(skill) ? conversation : widened(conversation, now);
    }
    return conversation.withGroup(
        Optional.empty(), conversation.isTargeted(skill) ? conversation.access() : Access.ANYONE);
  }

  /**
   * The conversation, open to as many agents as the rules allow now. A conversation that is open to
   * all agents stays so. A conversation whose wait for one agent is over is open to all agents of
   * the skill (routing rules, section 6), or to its group if the percentages are strict.
   */
  WaitingConversation widened(WaitingConversation conversation, long now) {
    if (conversation.access().equals(Access.ANYONE)) {
      return conversation;
    }
    boolean toAll = conversation.access() instanceof Access.OnlyAgent && skill.opens();
    return conversation.withAccess(
        conversation
            .group()
            .filter(group -> !toAll)
            .map(group -> within(group, conversation.enteredAt(), now))
            .orElse(Access.ANYONE));
  }

  private Access within(String group, long enteredAt, long now) {
    boolean opened =
        skill.opens()
            && (now - enteredAt >= skill.maxWaitTime() || eligibleAgents.isDeserted(group));
    return opened ? Access.ANYONE : new Access.OnlyGroup(group);
  }

  // --- opening ---

  /**
   * The conversations that open to others by time: first those that have waited {@code maxWaitTime}
   * for their group, opened to all agents, then those whose wait for one agent is over, opened to
   * others too. In each part the most urgent is first. The caller must {@link SkillQueue#put} them.
   */
  public List<WaitingConversation> due(long now) {
    List<WaitingConversation> due =
        new ArrayList<>(opened(opening.until(now - skill.maxWaitTime())));
    targets.until(now - skill.transferToAgentMaxWait()).stream()
        .map(id -> widened(waiting.find(id).orElseThrow(), now))
        .sorted()
        .forEach(due::add);
    return due;
  }

  /** When {@link #due} next returns a conversation; empty when only other changes can open one. */
  public OptionalLong nextDue() {
    return WakeUpTimes.earliest(
        after(opening.first(), skill.maxWaitTime()),
        after(targets.first(), skill.transferToAgentMaxWait()));
  }

  private static OptionalLong after(OptionalLong moment, long time) {
    return moment.isPresent() ? OptionalLong.of(moment.getAsLong() + time) : moment;
  }

  /**
   * The conversations that wait for this group, opened to all agents, the most urgent first; none
   * while an agent of the group is online. The caller must {@link SkillQueue#put} them.
   */
  public List<WaitingConversation> abandoned(String group) {
    return skill.opens() && eligibleAgents.isDeserted(group) && allotted.containsKey(group)
        ? opened(allotted.get(group).until(Long.MAX_VALUE))
        : List.of();
  }

  private List<WaitingConversation> opened(List<String> conversations) {
    if (conversations.isEmpty()) {
      return List.of();
    }
    return conversations.stream()
        .map(id -> waiting.find(id).orElseThrow())
        .filter(conversation -> conversation.opensByItself(skill))
        .map(conversation -> conversation.withAccess(Access.ANYONE))
        .sorted()
        .toList();
  }
}
