package io.switchboard.chaos;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.queue.QueueEvent.Entered;
import io.switchboard.domain.queue.QueueEvent.Redirected;
import io.switchboard.domain.queue.QueueEvent.Updated;
import io.switchboard.domain.queue.QueueInspection;
import io.switchboard.domain.queue.QueueMachine;
import io.switchboard.domain.queue.QueueState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The replayed journal of a queue. */
final class QueueReplay {

  /** An impossible event; no later event was replayed. */
  record Objection(String what, Stored stored) {}

  private final QueueMachine machine;
  private final Map<String, QueueState.QueueEntry> entries = new LinkedHashMap<>();
  private final QueueState end;
  private Optional<Objection> objection = Optional.empty();

  QueueReplay(String skill, List<Stored> log, AccountPolicy account) {
    machine = new QueueMachine(skill, account, message -> {});
    for (Stored stored : log) {
      objection = objection(stored.event()).map(what -> new Objection(what, stored));
      if (objection.isPresent()) {
        break;
      }
      machine.apply((QueueEvent) stored.event());
    }
    end = machine.snapshot();
    List<QueueState.QueueEntry> inOrder = new ArrayList<>(end.entries());
    inOrder.sort(Comparator.comparing(QueueState.QueueEntry::conversation));
    inOrder.forEach(entry -> entries.put(entry.conversation().id(), entry));
  }

  private Optional<String> objection(Object event) {
    if (event instanceof Entered entered) {
      return QueueInspection.routingEpochOf(machine, entered.conversation().id())
          .filter(routingEpoch -> routingEpoch >= entered.routingEpoch())
          .map(routingEpoch -> "%s enters twice".formatted(entered.conversation().id()));
    }
    if (event instanceof Updated updated) {
      return absent(updated.conversation().id());
    }
    if (event instanceof Redirected sent) {
      return absent(sent.conversation());
    }
    return event instanceof QueueEvent
        ? Optional.empty()
        : Optional.of("stored what is no event of a queue");
  }

  private Optional<String> absent(String conversation) {
    return QueueInspection.routingEpochOf(machine, conversation).isPresent()
        ? Optional.empty()
        : Optional.of(conversation + " is not in the queue, and changes there");
  }

  Optional<Objection> objection() {
    return objection;
  }

  /** The conversations in the final queue, by id and in order. */
  Map<String, QueueState.QueueEntry> entries() {
    return entries;
  }

  /** The final ledger; empty without distribution. */
  Optional<Ledger> ledger() {
    return end.plan()
        .flatMap(plan -> end.shares().map(state -> new Distributor(plan, state)))
        .map(distributor -> distributor.ledger(distributor.overflowTurns()));
  }
}
