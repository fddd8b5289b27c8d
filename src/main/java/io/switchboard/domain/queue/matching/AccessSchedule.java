package io.switchboard.domain.queue.matching;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When those who wait for a group or for one agent open to others (routing rules, sections 5 and
 * 6). It knows conversations by their ids, and times in nanoseconds of the caller's clock. Taking
 * note of one takes O(log n).
 */
final class AccessSchedule {
  private final SkillPolicy skill;
  private final Map<String, TimeIndex> allotted = new HashMap<>();
  private final TimeIndex opening = new TimeIndex();
  private final TimeIndex targets = new TimeIndex();

  AccessSchedule(SkillPolicy skill) {
    this.skill = skill;
  }

  /** Notes that a conversation waits. */
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

  /** Forgets a conversation, as it was when it was added. */
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

  /** When the first of those entered that are allotted to a group; empty when there is none. */
  OptionalLong longestWaiting(String group) {
    return allotted.containsKey(group) ? allotted.get(group).first() : OptionalLong.empty();
  }

  /** All that are allotted to a group, the first to enter first. */
  List<String> of(String group) {
    return allotted.containsKey(group) ? allotted.get(group).until(Long.MAX_VALUE) : List.of();
  }

  /** Those that have waited the skill's maximum for their group. */
  List<String> due(long now) {
    return opening.until(now - skill.maxWaitTime());
  }

  /** When the next has waited the skill's maximum for its group; empty when none waits so. */
  OptionalLong nextDue() {
    return after(opening.first(), skill.maxWaitTime());
  }

  /** Those that have waited long enough for the one agent to whom they were transferred. */
  List<String> expiredTargets(long now) {
    return targets.until(now - skill.transferToAgentMaxWait());
  }

  /** When the next has waited long enough for one agent; empty when none waits so. */
  OptionalLong nextTargetExpiry() {
    return after(targets.first(), skill.transferToAgentMaxWait());
  }

  private static OptionalLong after(OptionalLong moment, long time) {
    return moment.isPresent() ? OptionalLong.of(moment.getAsLong() + time) : moment;
  }
}
