package io.switchboard.http;

import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.protocol.AgentSignal;
import io.switchboard.entity.DesktopEvent;
import java.time.Instant;

/**
 * An event as a desktop gets it.
 *
 * @param type its name in the stream
 * @param data a record that becomes JSON
 */
record DesktopView(String type, Record data) {

  record Offer(String conversation, String skill, Instant dueAt, Instant expiresAt) {}

  record Withdrawn(String conversation, AgentSignal.Why why) {}

  record Released(String conversation) {}

  record Present(Presence presence, Instant presentSince) {}

  static DesktopView of(DesktopEvent event) {
    if (event instanceof DesktopEvent.Snapshot snapshot) {
      return new DesktopView("snapshot", LiveAgent.of(snapshot.agent()));
    } else if (event instanceof DesktopEvent.Change change) {
      return of(change.signal());
    }
    throw new IllegalStateException("an event of no known kind: " + event);
  }

  private static DesktopView of(AgentSignal signal) {
    if (signal instanceof AgentSignal.Offered offered) {
      return new DesktopView(
          "offer",
          new Offer(
              offered.conversation(),
              offered.skill(),
              Times.at(offered.dueAt()),
              Times.at(offered.expiresAt())));
    } else if (signal instanceof AgentSignal.Withdrawn withdrawn) {
      return new DesktopView("withdrawn", new Withdrawn(withdrawn.conversation(), withdrawn.why()));
    } else if (signal instanceof AgentSignal.Assigned assigned) {
      return new DesktopView(
          "assigned",
          new LiveAgent.Assigned(
              assigned.conversation(), assigned.skill(), Times.at(assigned.at())));
    } else if (signal instanceof AgentSignal.Released released) {
      return new DesktopView("released", new Released(released.conversation()));
    } else if (signal instanceof AgentSignal.PresenceChanged changed) {
      return new DesktopView("presence", new Present(changed.presence(), Times.at(changed.at())));
    }
    throw new IllegalStateException("a signal of no known kind: " + signal);
  }
}
