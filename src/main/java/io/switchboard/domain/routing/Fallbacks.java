package io.switchboard.domain.routing;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.routing.Floor.Member;
import io.switchboard.domain.routing.Floor.Waiting;
import io.switchboard.domain.selection.SkillSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves what waits for a skill for which nobody is there to its fallback, whenever presence changes
 * (routing rules, section 2). What an agent has ever had stays.
 */
final class Fallbacks {
  private final SkillSelection selection;
  private final Floor floor;
  private final Map<String, List<SkillQueue>> sources = new HashMap<>();

  Fallbacks(AccountPolicy account, SkillSelection selection, Floor floor) {
    this.selection = selection;
    this.floor = floor;
    for (SkillQueue source : floor.queues().values()) {
      Optional<String> next = source.policy().fallbackSkill();
      while (next.isPresent()) {
        sources.computeIfAbsent(next.get(), skill -> new ArrayList<>()).add(source);
        next = account.skills().get(next.get()).fallbackSkill();
      }
    }
  }

  /** What moves, and where it waits then, because an agent came online. */
  List<Waiting> after(Member arrived, long now) {
    List<Waiting> moved = new ArrayList<>();
    for (SkillQueue queue : arrived.queues()) {
      if (queue.crew().online() == 1) {
        for (SkillQueue source : sources.getOrDefault(queue.policy().id(), List.of())) {
          moved.addAll(move(source, now));
        }
      }
    }
    return moved;
  }

  /** What moves from a queue, and where it waits then, if nobody is there for it any more. */
  List<Waiting> move(SkillQueue from, long now) {
    if (from.line().size() == 0) {
      return List.of();
    }
    return selection
        .fallback(from.policy().id(), floor)
        .map(skill -> move(from, floor.queues().get(skill), now))
        .orElse(List.of());
  }

  private List<Waiting> move(SkillQueue from, SkillQueue to, long now) {
    List<WaitingConversation> leaving = new ArrayList<>();
    from.line()
        .walk(Optional.empty())
        .forEachRemaining(
            conversation -> {
              if (!conversation.assignedBefore()) {
                leaving.add(conversation);
              }
            });
    List<Waiting> moved = new ArrayList<>();
    for (WaitingConversation conversation : leaving) {
      floor.leave(conversation.id());
      WaitingConversation there = floor.allot(to, conversation.fallenBack(), now);
      floor.await(to, there);
      moved.add(new Waiting(there, to));
    }
    return moved;
  }
}
