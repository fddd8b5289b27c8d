package io.switchboard.domain.queue.matching;

import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The times at which conversations that wait for a group or for one agent open to others (routing
 * rules, sections 5 and 6). Times are nanoseconds of the caller's clock. Adding and removing a
 * conversation take O(log n).
 */
final class AccessSchedule {
  private final SkillPolicy skill;
  private final Map<String, TimeIndex> allotted = new HashMap<>();
  private final TimeIndex opening = new TimeIndex();
  private final TimeIndex targets = new TimeIndex();

  AccessSchedule(SkillPolicy skill) {
    this.skill = skill;
  }

  /** Adds a waiting conversation. */
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

  /** All conversations allotted to a group, by entry time. */
  List<String> of(String group) {
    return allotted.containsKey(group) ? allotted.get(group).until(Long.MAX_VALUE) : List.of();
  }

  /** The conversations that have waited the skill's {@code maxWaitTime} for their group. */
  List<String> due(long now) {
    return opening.until(now - skill.maxWaitTime());
  }

  /** When {@link #due} next returns a conversation; empty when none waits for its group only. */
  OptionalLong nextDue() {
    return after(opening.first(), skill.maxWaitTime());
  }

  /** The conversations whose wait for one agent, by a transfer, is over. */
  List<String> expiredTargets(long now) {
    return targets.until(now - skill.transferToAgentMaxWait());
  }

  /** When the next wait for one agent is over; empty when none waits for one agent. */
  OptionalLong nextTargetExpiry() {
    return after(targets.first(), skill.transferToAgentMaxWait());
  }

  private static OptionalLong after(OptionalLong moment, long time) {
    return moment.isPresent() ? OptionalLong.of(moment.getAsLong() + time) : moment;
  }
}
