package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import io.switchboard.actor.DesktopEvent.Change;
import io.switchboard.actor.DesktopEvent.Snapshot;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.runtime.DesktopEventId;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The connected desktops of one agent. The last {@value #KEPT} changes are kept, so that a desktop
 * can resume after a short interruption. After a longer one, or with an event id of another
 * incarnation of the entity, it receives a new snapshot. Events are sent only while this node holds
 * its lease; a desktop requests missing events again.
 */
final class DesktopSubscribers {
  private static final int KEPT = 256;

  private final ActorContext<?> context;
  private final NodeLease lease;
  private final Deque<Change> last = new ArrayDeque<>();
  private final Set<ActorRef<DesktopEvent>> watching = new LinkedHashSet<>();
  private DesktopEventId told =
      new DesktopEventId(UUID.randomUUID().toString().replace("-", ""), 0);

  DesktopSubscribers(ActorContext<?> context) {
    this.context = context;
    this.lease = NodeLease.of(context.getSystem());
  }

  boolean isEmpty() {
    return watching.isEmpty();
  }

  /**
   * Resumes the stream of a desktop after the last event that it received. False when the desktop
   * needs a snapshot.
   */
  boolean goOn(Watch watch) {
    long oldest = told.number() - last.size();
    long seen =
        watch
            .lastEvent()
            .flatMap(DesktopEventId::read)
            .filter(id -> id.life().equals(told.life()))
            .map(DesktopEventId::number)
            .orElse(Long.MAX_VALUE);
    if (seen < oldest || seen > told.number()) {
      return false;
    }
    add(watch.desktop());
    last.stream().skip(seen - oldest).forEach(change -> send(watch.desktop(), change));
    return true;
  }

  void welcome(ActorRef<DesktopEvent> desktop, Reply.AgentStatus agent) {
    add(desktop);
    send(desktop, new Snapshot(told.toString(), agent));
  }

  private void send(ActorRef<DesktopEvent> desktop, DesktopEvent event) {
    if (lease.isHeld()) {
      desktop.tell(event);
    }
  }

  private void add(ActorRef<DesktopEvent> desktop) {
    if (watching.add(desktop)) {
      context.watch(desktop);
    }
  }

  void tell(AgentNotification signal) {
    told = told.next();
    Change change = new Change(told.toString(), signal);
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(change);
    watching.forEach(desktop -> send(desktop, change));
  }

  void forget(Terminated gone) {
    watching.removeIf(desktop -> desktop.path().equals(gone.getRef().path()));
  }
}
