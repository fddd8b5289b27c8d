package io.switchboard.domain.machine;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.machine.QueueEvent.Began;
import io.switchboard.domain.machine.QueueEvent.Counted;
import io.switchboard.domain.machine.QueueEvent.Entered;
import io.switchboard.domain.machine.QueueEvent.Left;
import io.switchboard.domain.machine.QueueEvent.PlanAdopted;
import io.switchboard.domain.machine.QueueEvent.SentOn;
import io.switchboard.domain.machine.QueueEvent.Updated;
import io.switchboard.domain.machine.QueueSnapshot.Entry;
import io.switchboard.domain.queue.WaitingConversation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** All that the queue of a skill must not forget: who waits, and the ledger of its distribution. */
final class QueueMemory {
  private static final int GONE_REMEMBERED = 10_000;

  private record Since(long enteredAt, String id) implements Comparable<Since> {
    @Override
    public int compareTo(Since other) {
      int byTime = Long.compare(enteredAt, other.enteredAt);
      return byTime != 0 ? byTime : id.compareTo(other.id);
    }

    static Since of(WaitingConversation conversation) {
      return new Since(conversation.enteredAt(), conversation.id());
    }
  }

  private static final Cases<QueueMemory, QueueEvent, Void> CHANGES =
      Cases.<QueueMemory, QueueEvent, Void>of(QueueEvent.class)
          .run(PlanAdopted.class, (memory, one) -> memory.adopt(one.plan(), memory.sharesState()))
          .run(Entered.class, QueueMemory::enter)
          .run(Updated.class, QueueMemory::update)
          .run(SentOn.class, QueueMemory::sendOn)
          .run(Counted.class, (memory, counted) -> memory.count(counted.allotment()))
          .run(Left.class, QueueMemory::leave)
          .ignore(Began.class)
          .complete();

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final TreeSet<Since> bySince = new TreeSet<>();
  private final Map<String, Integer> gone =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > GONE_REMEMBERED;
        }
      };
  private int places;
  private Optional<DistributionPlan> plan = Optional.empty();
  private Optional<Distributor> shares = Optional.empty();
  private Optional<Distributor.State> suspended = Optional.empty();
  private Optional<Long> asOf = Optional.empty();

  void restore(QueueSnapshot snapshot) {
    adopt(snapshot.plan(), snapshot.shares());
    asOf = snapshot.asOf();
    snapshot.entries().forEach(this::put);
    snapshot.gone().forEach(one -> gone.put(one.conversation(), one.hop()));
  }

  QueueSnapshot snapshot() {
    List<QueueSnapshot.Gone> left = new ArrayList<>();
    gone.forEach((conversation, hop) -> left.add(new QueueSnapshot.Gone(conversation, hop)));
    return new QueueSnapshot(plan, sharesState(), new ArrayList<>(entries.values()), left, asOf);
  }

  void apply(QueueEvent event) {
    asOf = event.asOf().or(() -> asOf);
    CHANGES.apply(this, event);
  }

  private void enter(Entered entered) {
    entered.allotment().ifPresent(this::count);
    put(new Entry(entered.hop(), entered.revision(), entered.conversation(), false));
  }

  private void update(Updated updated) {
    updated.allotment().ifPresent(this::count);
    Entry before = find(updated.conversation().id()).orElseThrow();
    put(new Entry(before.hop(), updated.revision(), updated.conversation(), before.sentOn()));
  }

  private void sendOn(SentOn sent) {
    Entry before = find(sent.conversation()).orElseThrow();
    put(new Entry(before.hop(), before.revision(), before.conversation(), true));
  }

  private void count(Allotment allotment) {
    shares.orElseThrow().apply(allotment);
  }

  private void leave(Left left) {
    left.placing().ifPresent(placing -> shares.ifPresent(all -> all.apply(placing)));
    remove(left.conversation());
    gone.remove(left.conversation());
    gone.put(left.conversation(), left.hop());
  }

  private void adopt(Optional<DistributionPlan> newPlan, Optional<Distributor.State> state) {
    plan = newPlan;
    suspended = state;
    shares =
        newPlan.map(
            given ->
                state
                    .map(old -> new Distributor(given, old))
                    .orElseGet(() -> new Distributor(given)));
  }

  /** The ledger, of the last plan while there is none: it goes on when one is adopted again. */
  private Optional<Distributor.State> sharesState() {
    return shares.map(Distributor::state).or(() -> suspended);
  }

  private void put(Entry entry) {
    remove(entry.conversation().id());
    entries.put(entry.conversation().id(), entry);
    places += entry.conversation().inquiry().places();
    bySince.add(Since.of(entry.conversation()));
  }

  private void remove(String conversation) {
    Entry removed = entries.remove(conversation);
    if (removed != null) {
      bySince.remove(Since.of(removed.conversation()));
      places -= removed.conversation().inquiry().places();
    }
  }

  Optional<Entry> find(String conversation) {
    return Optional.ofNullable(entries.get(conversation));
  }

  /** The entry of a conversation, if it waits on this very hop. */
  Optional<Entry> find(String conversation, int hop) {
    return find(conversation).filter(entry -> entry.hop() == hop);
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  int size() {
    return entries.size();
  }

  /** How many places of the line are taken. */
  int places() {
    return places;
  }

  /** Since when the one waits who waits longest; empty when nobody does. */
  OptionalLong oldestEnteredAt() {
    return bySince.isEmpty() ? OptionalLong.empty() : OptionalLong.of(bySince.first().enteredAt());
  }

  /** Whether a conversation has left already on this hop or a later one. */
  boolean isGone(String conversation, int hop) {
    return gone.getOrDefault(conversation, 0) >= hop;
  }

  /** The revision of the configuration by which the last was decided, if that is known. */
  Optional<Long> asOf() {
    return asOf;
  }

  Optional<DistributionPlan> plan() {
    return plan;
  }

  Optional<Distributor> shares() {
    return shares;
  }
}
