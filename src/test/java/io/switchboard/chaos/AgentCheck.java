package io.switchboard.chaos;

import io.switchboard.chaos.AgentReplay.Reservation;
import io.switchboard.chaos.Run.Mention;
import io.switchboard.chaos.Run.Place;
import io.switchboard.domain.agent.AgentEvent.Reserved;
import io.switchboard.domain.queue.QueueEvent.Entered;
import io.switchboard.domain.queue.QueueEvent.Updated;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.Presence;
import java.util.HashMap;
import java.util.Map;

/**
 * I3 and I4: no agent exceeded the capacity, and no agent got a conversation without eligibility.
 */
final class AgentCheck {
  private final Run run;
  private final Findings findings;

  private AgentCheck(Run run, Findings findings) {
    this.run = run;
    this.findings = findings;
  }

  static void check(Run run, Findings findings) {
    AgentCheck check = new AgentCheck(run, findings);
    run.reservations().values().forEach(check::check);
    run.end().agents().forEach(check::checkEnd);
  }

  private void checkEnd(String agent, FinalState.Agent end) {
    int inHand = end.assigned().size() + end.ringing().size();
    if (inHand > run.rules().maximumOf(agent)) {
      findings.of("I3", Place.AGENT, agent, "in the end has %s".formatted(end));
    }
  }

  private void check(Reservation reservation) {
    int maximum = run.rules().maximumOf(reservation.agent());
    if (reservation.inHand() > maximum) {
      findings.of(
          "I3",
          Place.AGENT,
          reservation.agent(),
          "has %d by %s, and may have %d"
              .formatted(reservation.inHand(), reservation.id(), maximum),
          reservation.begun());
    }
    Reserved held = reservation.held();
    if (held.takeover().isPresent()) {
      require(
          reservation, reservation.presence() != Presence.OFFLINE, "took it over although offline");
      return;
    }
    Access access = held.eligibility().orElseThrow().access();
    require(reservation, reservation.presence() == Presence.ONLINE, "took it although not online");
    require(
        reservation,
        run.rules().serves(reservation.agent(), held.skill()),
        "does not serve " + held.skill());
    require(
        reservation,
        run.rules().isOpenTo(reservation.agent(), access),
        "took it although it was for " + access);
    require(reservation, isAsQueued(held, access), "took it as its queue never had it");
  }

  /** Whether the conversation waited in that queue in that routing epoch with the same access. */
  private boolean isAsQueued(Reserved held, Access offered) {
    Map<String, Integer> routingEpochs = new HashMap<>();
    for (Mention mention : run.mentionsOf(held.conversation())) {
      Object event = mention.stored().event();
      Access access = null;
      if (event instanceof Entered entered) {
        routingEpochs.put(mention.id(), entered.routingEpoch());
        access = entered.conversation().access();
      } else if (event instanceof Updated updated) {
        access = updated.conversation().access();
      }
      boolean thatQueue = mention.place() == Place.QUEUE && mention.id().equals(held.skill());
      if (thatQueue
          && offered.equals(access)
          && routingEpochs.getOrDefault(mention.id(), 0) == held.routingEpoch()) {
        return true;
      }
    }
    return false;
  }

  private void require(Reservation reservation, boolean isTrue, String otherwise) {
    if (!isTrue) {
      findings.ofConversation(
          "I4",
          reservation.conversation(),
          "%s %s (%s)".formatted(reservation.agent(), otherwise, reservation.id()));
    }
  }
}
