package io.switchboard.http;

import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.dispatch.Cases;
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

  private static final Cases<Void, DesktopEvent, DesktopView> EVENTS =
      Cases.<Void, DesktopEvent, DesktopView>of(DesktopEvent.class)
          .when(DesktopEvent.Snapshot.class, one -> view("snapshot", LiveAgent.of(one.agent())))
          .when(DesktopEvent.Change.class, one -> DesktopView.SIGNALS.apply(one.signal()))
          .complete();

  private static final Cases<Void, AgentSignal, DesktopView> SIGNALS =
      Cases.<Void, AgentSignal, DesktopView>of(AgentSignal.class)
          .when(AgentSignal.Offered.class, one -> view("offer", offer(one)))
          .when(
              AgentSignal.Withdrawn.class,
              one -> view("withdrawn", new Withdrawn(one.conversation(), one.why())))
          .when(AgentSignal.Assigned.class, one -> view("assigned", assigned(one)))
          .when(
              AgentSignal.Released.class, one -> view("released", new Released(one.conversation())))
          .when(
              AgentSignal.PresenceChanged.class,
              one -> view("presence", new Present(one.presence(), Times.at(one.at()))))
          .complete();

  static DesktopView of(DesktopEvent event) {
    return EVENTS.apply(event);
  }

  private static DesktopView view(String type, Record data) {
    return new DesktopView(type, data);
  }

  private static Offer offer(AgentSignal.Offered one) {
    return new Offer(
        one.conversation(), one.skill(), Times.at(one.dueAt()), Times.at(one.expiresAt()));
  }

  private static LiveAgent.Assigned assigned(AgentSignal.Assigned one) {
    return new LiveAgent.Assigned(one.conversation(), one.skill(), Times.at(one.at()));
  }
}
