package io.switchboard.domain.routing;

import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.routing.Floor.Member;
import java.util.ArrayList;
import java.util.HashMap;
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
      return isAfter(at, queue.nextOpening())
          && isAfter(at, queue.nextTargetExpiry())
          && isAfter(at, queue.nextReconsidered());
    }
  }

  private record BecomesInactive(long at, Member member) implements Timer {
    @Override
    public boolean isSettled() {
      return isAfter(at, member.state().nextInactive(at - 1));
    }
  }

  private static boolean isAfter(long at, OptionalLong next) {
    return next.isEmpty() || next.getAsLong() > at;
  }

  /**
   * All that a moment makes due.
   *
   * @param openings queues in which a conversation may open to other groups or agents
   * @param lighter agents of whom a conversation may have become inactive
   */
  record Due(Set<SkillQueue> openings, List<Member> lighter) {}

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Map<String, Long> watched = new HashMap<>();

  /** Looks at a queue when a conversation in it may open to others. */
  void openingDue(long at, SkillQueue queue) {
    timers.add(new OpeningDue(at, queue));
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
    Due due = new Due(new LinkedHashSet<>(), new ArrayList<>());
    while (next().isPresent() && timers.peek().at() <= now) {
      Timer timer = timers.remove();
      if (timer instanceof OpeningDue opening) {
        due.openings().add(opening.queue());
      } else if (timer instanceof BecomesInactive inactive) {
        watched.remove(inactive.member().id(), inactive.at());
        due.lighter().add(inactive.member());
      }
    }
    return due;
  }
}
