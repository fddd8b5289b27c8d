package io.switchboard.domain.agent;

import static java.util.stream.Collectors.summingInt;

import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.agent.AgentState.Reservation;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.statemachine.Invariant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How an agent is at a moment, in figures.
 *
 * @param group empty when the agent has none
 * @param inHand how many conversations are in their hands, ringing ones counted
 * @param kept how many holds and ringing offers they keep room for
 * @param load what is in their hands, in thousandths of a conversation
 * @param maximum how many conversations they take at most
 * @param assigned how many conversations they have, by the skills for which these waited
 */
public record AgentStatistics(
    Presence presence,
    String group,
    CapacityMode mode,
    int inHand,
    int kept,
    long load,
    int maximum,
    Map<String, Integer> assigned) {

  public AgentStatistics {
    assigned = Map.copyOf(assigned);
  }

  static AgentStatistics of(AgentState state, AgentAvailability view, int ringing) {
    return new AgentStatistics(
        state.presence(),
        view.group(),
        view.mode(),
        view.conversations(),
        state.reservations().size() + ringing,
        view.mode() == CapacityMode.MAX_CONCURRENT
            ? view.conversations() * DynamicWeights.ONE
            : view.load(),
        view.maximum(),
        state.reservations().stream()
            .filter(Reservation::isActive)
            .collect(
                Collectors.groupingBy(
                    reservation -> reservation.held().skill(), summingInt(reservation -> 1))));
  }

  /**
   * What does not hold now and did, as far as is known, before. Under dynamic capacity what the
   * agent has becomes heavier by itself, so capacity is judged by the number of conversations only.
   */
  public Set<Invariant> broken(Optional<AgentStatistics> before) {
    Set<Invariant> broken = EnumSet.noneOf(Invariant.class);
    if (hasTwice() && before.filter(AgentStatistics::hasTwice).isEmpty()) {
      broken.add(Invariant.ONE_PLACE);
    }
    if (before.filter(this::isTakenBeyondMaximum).isPresent()) {
      broken.add(Invariant.CAPACITY);
    }
    return broken;
  }

  private boolean hasTwice() {
    return kept > inHand;
  }

  /** Beyond a maximum that was lowered they may be, but they are not given more then. */
  private boolean isTakenBeyondMaximum(AgentStatistics before) {
    return mode == CapacityMode.MAX_CONCURRENT
        && before.mode == mode
        && before.maximum == maximum
        && inHand > maximum
        && inHand > before.inHand;
  }
}
