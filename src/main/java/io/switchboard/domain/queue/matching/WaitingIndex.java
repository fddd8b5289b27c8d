package io.switchboard.domain.queue.matching;

import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.QueueOrder;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The waiting conversations of a skill in order, divided into segments. The conversations of a
 * segment are open to the same agents, so the first one for an agent is found without passing
 * conversations that are closed to the agent. Conversations that are open to all agents have one
 * segment for each group to which they are allotted, and another segment if an agent has refused
 * them. All operations take O(log n) for each segment that they use, except that {@link #firstFor}
 * tests refused conversations, and conversations that wait for one group or agent, one by one.
 */
public final class WaitingIndex {
  private final Map<String, WaitingConversation> byId = new HashMap<>();
  private final Map<String, RankedSet<WaitingConversation>> open = new HashMap<>();
  private final RankedSet<WaitingConversation> openRefused = new RankedSet<>();
  private final Map<String, RankedSet<WaitingConversation>> byGroup = new HashMap<>();
  private final Map<String, RankedSet<WaitingConversation>> byAgent = new HashMap<>();
  private final RankedSet<WaitingConversation> refused = new RankedSet<>();

  public int size() {
    return byId.size();
  }

  public Optional<WaitingConversation> find(String conversation) {
    return Optional.ofNullable(byId.get(conversation));
  }

  /** Adds a conversation, or replaces an older version of it. */
  public void put(WaitingConversation conversation) {
    WaitingConversation older = byId.put(conversation.id(), conversation);
    if (older != null) {
      unlink(older);
    }
    segment(conversation).add(conversation);
    if (!conversation.refusedBy().isEmpty()) {
      refused.add(conversation);
    }
  }

  /** Removes and returns a conversation; empty when it does not wait here. */
  public Optional<WaitingConversation> remove(String conversation) {
    WaitingConversation removed = byId.remove(conversation);
    if (removed != null) {
      unlink(removed);
    }
    return Optional.ofNullable(removed);
  }

  /**
   * The first conversation that is open to this agent of this group and that passes the test.
   *
   * @param test a test that has the same result for all conversations that are open to all agents,
   *     allotted to the same group and refused by no agent
   */
  public Optional<WaitingConversation> firstFor(
      String agent, String group, Predicate<WaitingConversation> test) {
    WaitingConversation best = firstIn(openRefused, null, test);
    for (RankedSet<WaitingConversation> segment : open.values()) {
      WaitingConversation head = segment.first();
      boolean isFirst = best == null || head.compareTo(best) < 0;
      best = isFirst && test.test(head) ? head : best;
    }
    best = firstIn(byGroup.get(group), best, test);
    return Optional.ofNullable(firstIn(byAgent.get(agent), best, test));
  }

  private static WaitingConversation firstIn(
      RankedSet<WaitingConversation> segment,
      WaitingConversation best,
      Predicate<WaitingConversation> test) {
    WaitingConversation head = segment == null ? null : segment.first();
    if (head == null || (best != null && best.compareTo(head) < 0)) {
      return best;
    }
    if (test.test(head)) {
      return head;
    }
    for (Iterator<WaitingConversation> rest = segment.after(head); rest.hasNext(); ) {
      WaitingConversation next = rest.next();
      if (best != null && best.compareTo(next) < 0) {
        return best;
      }
      if (test.test(next)) {
        return next;
      }
    }
    return best;
  }

  /** The position from 1; {@link NoSuchElementException} when it does not wait here. */
  public int position(String conversation) {
    WaitingConversation waiting = byId.get(conversation);
    if (waiting == null) {
      throw new NoSuchElementException("does not wait here: " + conversation);
    }
    return before(waiting) + 1;
  }

  /** How many conversations here come before this place. */
  public int before(QueueOrder place) {
    return segments().stream().mapToInt(segment -> segment.rank(place)).sum();
  }

  /** At most {@code limit} conversations in order, after this place or from the first. */
  public List<WaitingConversation> page(Optional<? extends QueueOrder> after, int limit) {
    List<WaitingConversation> page = new ArrayList<>();
    Iterator<WaitingConversation> walk = walk(after);
    while (page.size() < limit && walk.hasNext()) {
      page.add(walk.next());
    }
    return page;
  }

  /**
   * All conversations in order, after this place or from the first. The index must not change
   * during the iteration.
   */
  public Iterator<WaitingConversation> walk(Optional<? extends QueueOrder> after) {
    Merge<WaitingConversation> merge = new Merge<>(Comparator.naturalOrder());
    segments()
        .forEach(
            segment ->
                merge.add(after.isPresent() ? segment.after(after.get()) : segment.iterator()));
    return merge;
  }

  boolean hasOpen() {
    return !open.isEmpty() || !openRefused.isEmpty();
  }

  /**
   * Conversations that are open to all agents: all that an agent has refused, and of the others the
   * first ones of each group to which they are allotted.
   *
   * @param limit how many of each group at most
   */
  List<WaitingConversation> open(int limit) {
    List<WaitingConversation> some = new ArrayList<>();
    openRefused.forEach(some::add);
    for (RankedSet<WaitingConversation> segment : open.values()) {
      Iterator<WaitingConversation> walk = segment.iterator();
      for (int i = 0; i < limit && walk.hasNext(); i++) {
        some.add(walk.next());
      }
    }
    return some;
  }

  boolean hasRefused() {
    return !refused.isEmpty();
  }

  /** The conversations that an agent has refused, in order. */
  public List<WaitingConversation> refused() {
    List<WaitingConversation> all = new ArrayList<>(refused.size());
    refused.forEach(all::add);
    return all;
  }

  /** The refused conversations with a due time after the first time and up to the second. */
  List<WaitingConversation> refusedDueWithin(long after, long until) {
    List<WaitingConversation> due = new ArrayList<>();
    for (Iterator<WaitingConversation> walk = refusedDueAfter(after); walk.hasNext(); ) {
      WaitingConversation next = walk.next();
      if (next.dueAt() > until) {
        break;
      }
      due.add(next);
    }
    return due;
  }

  /** The earliest due time after this time of a refused conversation; empty when there is none. */
  OptionalLong firstRefusedDueAfter(long moment) {
    Iterator<WaitingConversation> walk = refusedDueAfter(moment);
    return walk.hasNext() ? OptionalLong.of(walk.next().dueAt()) : OptionalLong.empty();
  }

  private Iterator<WaitingConversation> refusedDueAfter(long moment) {
    return refused.isEmpty() || moment == Long.MIN_VALUE
        ? refused.iterator()
        : refused.after(QueueOrder.ofDueTime(moment + 1));
  }

  private void unlink(WaitingConversation conversation) {
    RankedSet<WaitingConversation> segment = segment(conversation);
    segment.remove(conversation);
    if (segment.isEmpty() && conversation.access() instanceof Access.OnlyAgent only) {
      byAgent.remove(only.agent());
    } else if (segment.isEmpty() && segment != openRefused) {
      open.remove(ownGroup(conversation), segment);
    }
    if (!conversation.refusedBy().isEmpty()) {
      refused.remove(conversation);
    }
  }

  private RankedSet<WaitingConversation> segment(WaitingConversation conversation) {
    if (conversation.access() instanceof Access.OnlyGroup only) {
      return byGroup.computeIfAbsent(only.group(), group -> new RankedSet<>());
    }
    if (conversation.access() instanceof Access.OnlyAgent only) {
      return byAgent.computeIfAbsent(only.agent(), agent -> new RankedSet<>());
    }
    return conversation.refusedBy().isEmpty()
        ? open.computeIfAbsent(ownGroup(conversation), group -> new RankedSet<>())
        : openRefused;
  }

  private static String ownGroup(WaitingConversation conversation) {
    return conversation.group().orElse("");
  }

  private List<RankedSet<WaitingConversation>> segments() {
    List<RankedSet<WaitingConversation>> segments = new ArrayList<>();
    segments.add(openRefused);
    segments.addAll(open.values());
    segments.addAll(byGroup.values());
    segments.addAll(byAgent.values());
    return segments;
  }
}
