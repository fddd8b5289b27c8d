package io.switchboard.domain.routing;

import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.routing.Floor.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * What must be looked at again, and when. A timer only starts a question: whoever is asked decides
 * by the state of that moment, so one that is out of date does no harm.
 */
final class Timers {
  private sealed interface Timer extends Comparable<Timer> {
    long at();

    @Override
    default int compareTo(Timer other) {
      return Long.compare(at(), other.at());
    }
  }

  private record OpeningDue(long at, SkillQueue queue) implements Timer {}

  private record TargetExpires(long at, SkillQueue queue, String conversation) implements Timer {}

  private record BecomesInactive(long at, Member member) implements Timer {}

  /**
   * All that a moment makes due.
   *
   * @param openings queues in which a conversation may open to other groups
   * @param targets conversations that waited for one agent only, and their queues
   * @param lighter agents of whom a conversation may have become inactive
   */
  record Due(Set<SkillQueue> openings, Map<String, SkillQueue> targets, List<Member> lighter) {}

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();

  void openingDue(long at, SkillQueue queue) {
    timers.add(new OpeningDue(at, queue));
  }

  void targetExpires(long at, SkillQueue queue, String conversation) {
    timers.add(new TargetExpires(at, queue, conversation));
  }

  void becomesInactive(long at, Member member) {
    timers.add(new BecomesInactive(at, member));
  }

  /** When the next is due. */
  OptionalLong next() {
    return timers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(timers.peek().at());
  }

  /** Takes out everything that is due by now. */
  Due due(long now) {
    Due due = new Due(new LinkedHashSet<>(), new LinkedHashMap<>(), new ArrayList<>());
    while (!timers.isEmpty() && timers.peek().at() <= now) {
      Timer timer = timers.remove();
      if (timer instanceof OpeningDue opening) {
        due.openings().add(opening.queue());
      } else if (timer instanceof TargetExpires target) {
        due.targets().put(target.conversation(), target.queue());
      } else if (timer instanceof BecomesInactive inactive) {
        due.lighter().add(inactive.member());
      }
    }
    return due;
  }
}
