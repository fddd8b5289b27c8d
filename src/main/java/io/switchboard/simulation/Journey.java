package io.switchboard.simulation;

import io.switchboard.domain.account.AccountPolicy;
import java.util.Optional;
import java.util.OptionalLong;

/** The course of one conversation that has arrived. Times are nanoseconds. */
final class Journey {
  final Arrival arrival;
  String skill;
  String agent;
  long start;

  /** When the consumer left; negative: never. */
  long left = -1;

  Journey(Arrival arrival) {
    this.arrival = arrival;
  }

  boolean waits() {
    return agent == null && left < 0;
  }

  /** Returns the outcome of a simulation that ended at this time. */
  ArrivalOutcome outcome(AccountPolicy account, long ended) {
    if (agent != null) {
      return new ArrivalOutcome(
          arrival.id(),
          skill,
          ArrivalOutcome.Kind.SERVED,
          Optional.of(agent),
          account.agents().get(agent).group(),
          start - arrival.arrival(),
          OptionalLong.of(start),
          OptionalLong.of(start + arrival.handling()));
    }
    boolean abandoned = left >= 0;
    return new ArrivalOutcome(
        arrival.id(),
        skill,
        abandoned ? ArrivalOutcome.Kind.ABANDONED : ArrivalOutcome.Kind.WAITING,
        Optional.empty(),
        Optional.empty(),
        (abandoned ? left : ended) - arrival.arrival(),
        OptionalLong.empty(),
        abandoned ? OptionalLong.of(left) : OptionalLong.empty());
  }
}
