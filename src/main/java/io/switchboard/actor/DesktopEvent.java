package io.switchboard.actor;

import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.Reply;

/** An event in the stream of an agent's desktop. The events of a stream are in order. */
public sealed interface DesktopEvent {

  /** The id of this event, from which a desktop can resume the stream. */
  String id();

  /** The complete status of the agent; it replaces all earlier events. */
  record Snapshot(String id, Reply.AgentStatus agent) implements DesktopEvent {}

  /** One change of the agent. */
  record Change(String id, AgentNotification signal) implements DesktopEvent {}
}
