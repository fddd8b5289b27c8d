package io.switchboard.domain.queue;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.Bench;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.AgentReport;
import io.switchboard.domain.protocol.QueueMessage.RequestOffer;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.protocol.Waiters;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A queue with two agents on a bench, with steps for its tests. */
abstract class QueueScenario {
  static final AccountPolicy TWO_AGENTS =
      account(agent("ann", "sales").max(2), agent("bob", "sales").max(2));

  AccountPolicy policy = TWO_AGENTS;
  QueueMachine machine = new QueueMachine("sales", policy, message -> {});
  Bench<QueueMessage, QueueEvent> queue = new Bench<>(machine);
  final Map<String, Long> versions = new HashMap<>();

  void opens() {
    queue.wake();
    reports("ann");
    reports("bob");
  }

  void starts() {
    machine = new QueueMachine("sales", policy, message -> {});
    queue = queue.restart(machine);
  }

  void givenFallback() {
    policy = account(skill("sales").fallsBackTo("reserve"), agent("ann", "sales", "reserve"));
    machine = new QueueMachine("sales", policy, message -> {});
    queue = new Bench<>(machine);
    queue.wake();
    queue.tell(new AgentReport(view("ann", 0).loggedOut(), next("ann"), List.of()));
  }

  Sent enters(String id) {
    return enters(Waiters.waiting(id, "sales", policy, queue.now()));
  }

  Sent enters(WaitingConversation conversation) {
    return queue.tell(Waiters.entering(conversation));
  }

  WaitingConversation onlyFor(String agent, String id) {
    return Waiters.waiting(id, "sales", policy, queue.now())
        .withAccess(new Access.OnlyAgent(agent, queue.now()));
  }

  Sent seeks(String agent, Ringing... ringing) {
    return queue.tell(
        new RequestWork(view(agent, ringing.length), next(agent), List.of(ringing), ticket(agent)));
  }

  Sent reports(String agent, Ringing... ringing) {
    return queue.tell(new AgentReport(view(agent, ringing.length), next(agent), List.of(ringing)));
  }

  Sent takes(String agent, Candidate candidate) {
    QueuePosition best = candidate.best().orElseThrow();
    return queue.tell(new RequestOffer(candidate.searchId(), agent, best, List.of()));
  }

  Ringing rings(Offer offer, String agent) {
    return new Ringing(
        offer.offer(), offer.conversation(), offer.routingEpoch(), agent, 30_000_000_000L);
  }

  long next(String agent) {
    return versions.merge(agent, 1L, Long::sum);
  }

  static String ticket(String agent) {
    return "of " + agent;
  }

  Optional<String> offeredTo(String conversation) {
    return QueueInspection.offeredTo(machine, conversation);
  }

  static AgentAvailability view(String agent, int conversations) {
    return new AgentAvailability(
        agent, "", Presence.ONLINE, CapacityMode.MAX_CONCURRENT, conversations, 0, 2, 0, 1);
  }
}
