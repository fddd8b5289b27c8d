package io.switchboard.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Terminated;
import io.switchboard.domain.protocol.AgentSignal;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.entity.DesktopEvent.Change;
import io.switchboard.entity.DesktopEvent.Snapshot;
import io.switchboard.entity.EntityCommand.Watch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The desktops that look at one agent. The last changes are kept, so that a desktop which was away
 * for a moment can go on; whoever was away longer, or asks another life of the entity, is shown
 * everything anew.
 */
final class Desktops {
  private static final int KEPT = 256;

  private final String life;
  private final Deque<Change> last = new ArrayDeque<>();
  private final Set<ActorRef<DesktopEvent>> watching = new LinkedHashSet<>();
  private long told;

  Desktops(long bornAt) {
    this.life = Long.toString(bornAt, Character.MAX_RADIX);
  }

  boolean isEmpty() {
    return watching.isEmpty();
  }

  /** Whether an event is the very next after another of the same life. */
  static boolean follows(String id, String before) {
    String lifeBefore = before.substring(0, before.indexOf('-') + 1);
    return id.startsWith(lifeBefore)
        && Long.parseLong(numberIn(id)) == Long.parseLong(numberIn(before)) + 1;
  }

  /**
   * Lets a desktop go on where it was, from after the last event that it has seen; false when it
   * must be shown everything.
   */
  boolean goOn(Watch watch) {
    Optional<Long> seen = watch.lastEvent().flatMap(this::numberOf);
    long oldest = last.isEmpty() ? told : Long.parseLong(numberIn(last.getFirst().id())) - 1;
    if (seen.isEmpty() || seen.get() < oldest || seen.get() > told) {
      return false;
    }
    last.stream()
        .filter(change -> Long.parseLong(numberIn(change.id())) > seen.get())
        .forEach(watch.desktop()::tell);
    watching.add(watch.desktop());
    return true;
  }

  private Optional<Long> numberOf(String id) {
    boolean ours = id.startsWith(life + "-") && numberIn(id).matches("\\d{1,18}");
    return ours ? Optional.of(Long.valueOf(numberIn(id))) : Optional.empty();
  }

  private static String numberIn(String id) {
    return id.substring(id.indexOf('-') + 1);
  }

  void welcome(ActorRef<DesktopEvent> desktop, Reply.Agent agent) {
    watching.add(desktop);
    desktop.tell(new Snapshot(life + "-" + told, agent));
  }

  void tell(AgentSignal signal) {
    Change change = new Change(life + "-" + ++told, signal);
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(change);
    watching.forEach(desktop -> desktop.tell(change));
  }

  void forget(Terminated gone) {
    watching.removeIf(desktop -> desktop.path().equals(gone.getRef().path()));
  }
}
