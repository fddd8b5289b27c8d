package io.switchboard.domain.machine;

import static java.util.stream.Collectors.summingInt;

import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.machine.AgentMemory.Hold;
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
public record AgentFigures(
    Presence presence,
    String group,
    CapacityMode mode,
    int inHand,
    int kept,
    long load,
    int maximum,
    Map<String, Integer> assigned) {

  public AgentFigures {
    assigned = Map.copyOf(assigned);
  }

  static AgentFigures of(AgentMemory memory, AgentView view, int ringing) {
    return new AgentFigures(
        memory.presence(),
        view.group(),
        view.mode(),
        view.conversations(),
        memory.holds().size() + ringing,
        view.mode() == CapacityMode.MAX_CONCURRENT
            ? view.conversations() * DynamicWeights.ONE
            : view.load(),
        view.maximum(),
        memory.holds().stream()
            .filter(Hold::isActive)
            .collect(Collectors.groupingBy(hold -> hold.held().skill(), summingInt(hold -> 1))));
  }

  /**
   * What does not hold now and did, as far as is known, before. Under dynamic capacity what the
   * agent has becomes heavier by itself, so capacity is judged by the number of conversations only.
   */
  public Set<Invariant> broken(Optional<AgentFigures> before) {
    Set<Invariant> broken = EnumSet.noneOf(Invariant.class);
    if (hasTwice() && before.filter(AgentFigures::hasTwice).isEmpty()) {
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
  private boolean isTakenBeyondMaximum(AgentFigures before) {
    return mode == CapacityMode.MAX_CONCURRENT
        && before.mode == mode
        && before.maximum == maximum
        && inHand > maximum
        && inHand > before.inHand;
  }
}
