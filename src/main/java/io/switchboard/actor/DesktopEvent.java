package io.switchboard.actor;

import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.Reply;

/** What an agent's desktop is told, in order. */
public sealed interface DesktopEvent {

  /** Names this event to whoever wants to go on after it. */
  String id();

  /** How everything is; whatever was shown before is void. */
  record Snapshot(String id, Reply.AgentStatus agent) implements DesktopEvent {}

  /** What has changed. */
  record Change(String id, AgentNotification signal) implements DesktopEvent {}
}
