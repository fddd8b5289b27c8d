package io.switchboard.domain.routing;

import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.routing.Floor.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * What must be looked at again, and when. A timer only starts a question: whoever is asked decides
 * by the state of that moment. One whose question has settled itself is dropped when it comes up.
 */
final class Timers {
  private sealed interface Timer extends Comparable<Timer> {
    long at();

    boolean isSettled();

    @Override
    default int compareTo(Timer other) {
      return Long.compare(at(), other.at());
    }
  }

  private record OpeningDue(long at, SkillQueue queue) implements Timer {
    @Override
    public boolean isSettled() {
      OptionalLong next = queue.nextOpening();
      return next.isEmpty() || next.getAsLong() > at;
    }
  }

  private record TargetExpires(long at, SkillQueue queue, String conversation) implements Timer {
    @Override
    public boolean isSettled() {
      return queue
          .line()
          .find(conversation)
          .filter(
              waiting -> waiting.access() instanceof Access.OnlyAgent only && only.until() <= at)
          .isEmpty();
    }
  }

  private record BecomesInactive(long at, Member member) implements Timer {
    @Override
    public boolean isSettled() {
      OptionalLong next = member.state().nextInactive(at - 1);
      return next.isEmpty() || next.getAsLong() > at;
    }
  }

  /**
   * All that a moment makes due.
   *
   * @param openings queues in which a conversation may open to other groups
   * @param targets conversations that waited for one agent only, and their queues
   * @param lighter agents of whom a conversation may have become inactive
   */
  record Due(Set<SkillQueue> openings, Map<String, SkillQueue> targets, List<Member> lighter) {}

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Map<String, Long> watched = new HashMap<>();

  void openingDue(long at, SkillQueue queue) {
    timers.add(new OpeningDue(at, queue));
  }

  void targetExpires(long at, SkillQueue queue, String conversation) {
    timers.add(new TargetExpires(at, queue, conversation));
  }

  /** Looks at an agent when the next of their conversations becomes inactive, unless it will. */
  void watch(Member member, long now) {
    OptionalLong next = member.state().nextInactive(now);
    if (next.isPresent() && next.getAsLong() < watched.getOrDefault(member.id(), Long.MAX_VALUE)) {
      watched.put(member.id(), next.getAsLong());
      timers.add(new BecomesInactive(next.getAsLong(), member));
    }
  }

  /** When the next is due. */
  OptionalLong next() {
    while (!timers.isEmpty() && timers.peek().isSettled()) {
      if (timers.remove() instanceof BecomesInactive inactive) {
        watched.remove(inactive.member().id(), inactive.at());
        watch(inactive.member(), inactive.at());
      }
    }
    return timers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(timers.peek().at());
  }

  /** Takes out everything that is due by now. */
  Due due(long now) {
    Due due = new Due(new LinkedHashSet<>(), new LinkedHashMap<>(), new ArrayList<>());
    while (next().isPresent() && timers.peek().at() <= now) {
      Timer timer = timers.remove();
      if (timer instanceof OpeningDue opening) {
        due.openings().add(opening.queue());
      } else if (timer instanceof TargetExpires target) {
        due.targets().put(target.conversation(), target.queue());
      } else if (timer instanceof BecomesInactive inactive) {
        watched.remove(inactive.member().id(), inactive.at());
        due.lighter().add(inactive.member());
      }
    }
    return due;
  }
}
