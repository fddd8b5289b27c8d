package io.switchboard.http.view;

import io.switchboard.actor.DesktopEvent;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.routing.Presence;
import io.switchboard.http.request.TimeFormat;
import java.time.Instant;

/** Event of an agent's stream: its name there, and the record that is written as JSON. */
public record DesktopEventView(String type, Record data) {

  record Offer(String conversation, String skill, Instant dueAt, Instant expiresAt) {}

  record Withdrawn(String conversation, AgentNotification.Reason reason) {}

  record Released(String conversation) {}

  record Present(Presence presence, Instant presentSince) {}

  private static final Cases<Void, DesktopEvent, DesktopEventView> EVENTS =
      Cases.<Void, DesktopEvent, DesktopEventView>of(DesktopEvent.class)
          .when(
              DesktopEvent.Snapshot.class, one -> view("snapshot", AgentStatusView.of(one.agent())))
          .when(DesktopEvent.Change.class, one -> DesktopEventView.SIGNALS.apply(one.signal()))
          .complete();

  private static final Cases<Void, AgentNotification, DesktopEventView> SIGNALS =
      Cases.<Void, AgentNotification, DesktopEventView>of(AgentNotification.class)
          .when(AgentNotification.Offered.class, one -> view("offer", offer(one)))
          .when(
              AgentNotification.Withdrawn.class,
              one -> view("withdrawn", new Withdrawn(one.conversation(), one.reason())))
          .when(AgentNotification.Assigned.class, one -> view("assigned", assigned(one)))
          .when(
              AgentNotification.Released.class,
              one -> view("released", new Released(one.conversation())))
          .when(
              AgentNotification.PresenceChanged.class,
              one -> view("presence", new Present(one.presence(), TimeFormat.at(one.at()))))
          .complete();

  public static DesktopEventView of(DesktopEvent event) {
    return EVENTS.apply(event);
  }

  private static DesktopEventView view(String type, Record data) {
    return new DesktopEventView(type, data);
  }

  private static Offer offer(AgentNotification.Offered one) {
    return new Offer(
        one.conversation(),
        one.skill(),
        TimeFormat.at(one.dueAt()),
        TimeFormat.at(one.expiresAt()));
  }

  private static AgentStatusView.Assigned assigned(AgentNotification.Assigned one) {
    return new AgentStatusView.Assigned(one.conversation(), one.skill(), TimeFormat.at(one.at()));
  }
}
