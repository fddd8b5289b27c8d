package io.switchboard.domain.machine;

import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.machine.AgentMemory.Hold;
import io.switchboard.domain.machine.Rings.Ring;
import io.switchboard.domain.protocol.Reply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells clients how an agent is. */
final class AgentDescription {
  private AgentDescription() {}

  static Reply.Agent of(
      String id, AgentMemory memory, AgentView view, List<Ring> rings, OptionalLong leaseEnds) {
    return new Reply.Agent(
        id,
        memory.presence(),
        memory.since(),
        leaseEnds.isPresent() ? Optional.of(leaseEnds.getAsLong()) : Optional.empty(),
        view.maximum(),
        load(view),
        rings.stream().map(AgentDescription::ringing).toList(),
        memory.holds().stream().filter(Hold::isActive).map(AgentDescription::assigned).toList());
  }

  private static Reply.Rings ringing(Ring ring) {
    return new Reply.Rings(
        ring.conversation(),
        ring.offer().skill(),
        ring.offer().conversation().dueAt(),
        ring.since(),
        ring.expiresAt());
  }

  private static Reply.Has assigned(Hold hold) {
    return new Reply.Has(
        hold.conversation(), hold.held().skill(), hold.activeSince().orElseThrow());
  }

  private static double load(AgentView view) {
    if (view.maximum() == 0) {
      return 0;
    }
    double inHand =
        view.mode() == CapacityMode.MAX_CONCURRENT
            ? view.conversations()
            : (double) view.load() / DynamicWeights.ONE;
    return inHand / view.maximum();
  }
}
