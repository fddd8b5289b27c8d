package io.switchboard.domain.agent;

import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.statemachine.MachinePart;

/** Part of the state machine of an agent. All parts share its state and its capacity. */
abstract class AgentPart extends MachinePart<AgentEvent> {
  final String agent;
  final AgentCapacity capacity;
  final AgentObligations obligations;
  private final AgentMachine whole;

  AgentPart(AgentMachine whole) {
    super(whole);
    this.whole = whole;
    this.agent = whole.id;
    this.capacity = whole.capacity;
    this.obligations = whole.obligations;
  }

  final AgentState state() {
    return whole.state;
  }

  final void signal(AgentNotification signal) {
    send(new Envelope.ToReceiver<>(whole.desktops, signal));
  }
}
