package io.switchboard.domain.agent;

import static java.util.stream.Collectors.summingInt;

import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.statemachine.Invariant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measurements of an agent at one moment.
 *
 * @param group empty when the agent has none
 * @param inHand number of different conversations, ringing offers included
 * @param kept number of reservations and ringing offers; more than {@code inHand} if a conversation
 *     has two
 * @param load load in thousandths of a conversation, not divided by the maximum
 * @param maximum maximum number of conversations
 * @param assigned number of assigned conversations by the skill whose queue they came from
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
            .filter(AgentState.Reservation::isActive)
            .collect(
                Collectors.groupingBy(
                    reservation -> reservation.reserved().skill(), summingInt(reservation -> 1))));
  }

  /**
   * The invariants that are violated now and were not violated in {@code before}. Under dynamic
   * capacity conversations become heavier by themselves, so capacity is checked by the number of
   * conversations in fixed mode only.
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

  /** A lowered maximum may be exceeded, but then the agent must not receive more. */
  private boolean isTakenBeyondMaximum(AgentStatistics before) {
    return mode == CapacityMode.MAX_CONCURRENT
        && before.mode == mode
        && before.maximum == maximum
        && inHand > maximum
        && inHand > before.inHand;
  }
}
