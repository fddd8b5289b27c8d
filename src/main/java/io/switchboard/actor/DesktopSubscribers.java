package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
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
  private final Deque<DesktopEvent.Change> recent = new ArrayDeque<>();
  private final Set<ActorRef<DesktopEvent>> desktops = new LinkedHashSet<>();
  private DesktopEventId lastId =
      new DesktopEventId(UUID.randomUUID().toString().replace("-", ""), 0);

  DesktopSubscribers(ActorContext<?> context) {
    this.context = context;
    this.lease = NodeLease.of(context.getSystem());
  }

  boolean isEmpty() {
    return desktops.isEmpty();
  }

  /** Resumes a stream after the last event received; false when a snapshot is needed. */
  boolean resume(EntityCommand.Watch watch) {
    long oldest = lastId.number() - recent.size();
    long seen =
        watch
            .lastEvent()
            .flatMap(DesktopEventId::parse)
            .filter(id -> id.incarnation().equals(lastId.incarnation()))
            .map(DesktopEventId::number)
            .orElse(Long.MAX_VALUE);
    if (seen < oldest || seen > lastId.number()) {
      return false;
    }
    add(watch.desktop());
    recent.stream().skip(seen - oldest).forEach(change -> send(watch.desktop(), change));
    return true;
  }

  void begin(ActorRef<DesktopEvent> desktop, Reply.AgentStatus agent) {
    add(desktop);
    send(desktop, new DesktopEvent.Snapshot(lastId.toString(), agent));
  }

  private void send(ActorRef<DesktopEvent> desktop, DesktopEvent event) {
    if (lease.isHeld()) {
      desktop.tell(event);
    }
  }

  private void add(ActorRef<DesktopEvent> desktop) {
    if (desktops.add(desktop)) {
      context.watch(desktop);
    }
  }

  void publish(AgentNotification signal) {
    lastId = lastId.next();
    DesktopEvent.Change change = new DesktopEvent.Change(lastId.toString(), signal);
    if (recent.size() == KEPT) {
      recent.removeFirst();
    }
    recent.addLast(change);
    desktops.forEach(desktop -> send(desktop, change));
  }

  void remove(Terminated terminated) {
    desktops.removeIf(desktop -> desktop.path().equals(terminated.getRef().path()));
  }
}
