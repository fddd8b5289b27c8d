package io.switchboard.domain.queue;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.queue.QueueEvent.AllotmentRecorded;
import io.switchboard.domain.queue.QueueEvent.Entered;
import io.switchboard.domain.queue.QueueEvent.Left;
import io.switchboard.domain.queue.QueueEvent.Loaded;
import io.switchboard.domain.queue.QueueEvent.PlanAdopted;
import io.switchboard.domain.queue.QueueEvent.Redirected;
import io.switchboard.domain.queue.QueueEvent.Updated;
import io.switchboard.domain.queue.QueueState.QueueEntry;
import io.switchboard.domain.statemachine.TimeIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Persisted contents of a queue: the waiting conversations and the ledger of the distribution. */
final class QueueContents {
  private static final int DEPARTURES_REMEMBERED = 10_000;

  private static final Cases<QueueContents, QueueEvent, Void> CHANGES =
      Cases.<QueueContents, QueueEvent, Void>of(QueueEvent.class)
          .run(PlanAdopted.class, (memory, one) -> memory.adopt(one.plan(), memory.sharesState()))
          .run(Entered.class, QueueContents::enter)
          .run(Updated.class, QueueContents::update)
          .run(Redirected.class, QueueContents::redirect)
          .run(AllotmentRecorded.class, (memory, counted) -> memory.count(counted.allotment()))
          .run(Left.class, QueueContents::leave)
          .ignore(Loaded.class)
          .complete();

  private final Map<String, QueueEntry> entries = new LinkedHashMap<>();
  private final TimeIndex byEntryTime = new TimeIndex();
  private final Map<String, Integer> departures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > DEPARTURES_REMEMBERED;
        }
      };
  private int places;
  private Optional<DistributionPlan> plan = Optional.empty();
  private Optional<Distributor> shares = Optional.empty();
  private Optional<Distributor.State> suspended = Optional.empty();
  private Optional<Long> configurationRevision = Optional.empty();

  void restore(QueueState snapshot) {
    adopt(snapshot.plan(), snapshot.shares());
    configurationRevision = snapshot.configurationRevision();
    snapshot.entries().forEach(this::put);
    snapshot.departures().forEach(one -> departures.put(one.conversation(), one.routingEpoch()));
  }

  QueueState snapshot() {
    List<QueueState.Departure> left = new ArrayList<>();
    departures.forEach(
        (conversation, routingEpoch) ->
            left.add(new QueueState.Departure(conversation, routingEpoch)));
    return new QueueState(
        plan, sharesState(), new ArrayList<>(entries.values()), left, configurationRevision);
  }

  /** Forgets that these conversations have left; false, and no change, if one still waits. */
  boolean forget(Set<String> conversations) {
    if (!Collections.disjoint(conversations, entries.keySet())) {
      return false;
    }
    departures.keySet().removeAll(conversations);
    return true;
  }

  void apply(QueueEvent event) {
    configurationRevision = event.configurationRevision().or(() -> configurationRevision);
    CHANGES.apply(this, event);
  }

  private void enter(Entered entered) {
    entered.allotment().ifPresent(this::count);
    put(new QueueEntry(entered.routingEpoch(), entered.revision(), entered.conversation(), false));
  }

  private void update(Updated updated) {
    updated.allotment().ifPresent(this::count);
    QueueEntry before = find(updated.conversation().id()).orElseThrow();
    put(
        new QueueEntry(
            before.routingEpoch(),
            updated.revision(),
            updated.conversation(),
            before.redirected()));
  }

  private void redirect(Redirected sent) {
    QueueEntry before = find(sent.conversation()).orElseThrow();
    put(new QueueEntry(before.routingEpoch(), before.revision(), before.conversation(), true));
  }

  private void count(Allotment allotment) {
    shares.orElseThrow().apply(allotment);
  }

  private void leave(Left left) {
    left.placing().ifPresent(placing -> shares.ifPresent(all -> all.apply(placing)));
    remove(left.conversation());
    departures.remove(left.conversation());
    departures.put(left.conversation(), left.routingEpoch());
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

  /** The ledger; without a plan, that of the last plan, which the next plan continues. */
  private Optional<Distributor.State> sharesState() {
    return shares.map(Distributor::state).or(() -> suspended);
  }

  private void put(QueueEntry entry) {
    remove(entry.conversation().id());
    entries.put(entry.conversation().id(), entry);
    places += entry.conversation().inquiry().places();
    byEntryTime.add(entry.conversation().enteredAt(), entry.conversation().id());
  }

  private void remove(String conversation) {
    QueueEntry removed = entries.remove(conversation);
    if (removed != null) {
      byEntryTime.remove(removed.conversation().enteredAt(), conversation);
      places -= removed.conversation().inquiry().places();
    }
  }

  Optional<QueueEntry> find(String conversation) {
    return Optional.ofNullable(entries.get(conversation));
  }

  /** The entry of a conversation, if it waits in this routing epoch. */
  Optional<QueueEntry> find(String conversation, int routingEpoch) {
    return find(conversation).filter(entry -> entry.routingEpoch() == routingEpoch);
  }

  Collection<QueueEntry> entries() {
    return entries.values();
  }

  int size() {
    return entries.size();
  }

  int places() {
    return places;
  }

  /** The earliest entry time of all waiting conversations; empty when none waits. */
  OptionalLong oldestEnteredAt() {
    return byEntryTime.first();
  }

  /** Whether a conversation has left in this routing epoch or a later one. */
  boolean hasLeft(String conversation, int routingEpoch) {
    return departures.getOrDefault(conversation, 0) >= routingEpoch;
  }

  /** The revision of the configuration that the last decision used, if known. */
  Optional<Long> configurationRevision() {
    return configurationRevision;
  }

  Optional<DistributionPlan> plan() {
    return plan;
  }

  Optional<Distributor> shares() {
    return shares;
  }
}
