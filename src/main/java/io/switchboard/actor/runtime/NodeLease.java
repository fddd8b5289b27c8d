package io.switchboard.actor.runtime;

import akka.actor.setup.Setup;
import akka.actor.typed.ActorSystem;
import java.time.Duration;

/**
 * For how long this node may be sure that no other node has taken over what it has. It is confirmed
 * again and again; each confirmation counts from the moment at which it was asked for, so a slow
 * one is worth less. Times are those of {@link System#nanoTime}, so a system clock that is set
 * changes nothing.
 *
 * <p>Whoever answers a client by what this node has in memory asks {@link #isHeld()} after it has
 * read that memory, and answers only if it is. If the node freezes after that, the answer is still
 * true of a moment after the call was sent.
 *
 * <p>Any thread may ask; that costs one volatile read and one reading of the clock. An actor system
 * is given its lease as part of its setup ({@link Reference}).
 */
public final class NodeLease {

  /** Of a node that nobody can replace: it is always held. */
  public static final NodeLease UNNEEDED = new NodeLease(Duration.ZERO, 0, false);

  private final long length;
  private final boolean needed;
  private volatile long endsAt;

  private NodeLease(Duration length, long endsAt, boolean needed) {
    this.length = length.toNanos();
    this.endsAt = endsAt;
    this.needed = needed;
  }

  /**
   * A lease that is not held before it is confirmed.
   *
   * @param length how long a confirmation is good for; others take over only after that
   * @param now the present {@link System#nanoTime}
   */
  public static NodeLease of(Duration length, long now) {
    return new NodeLease(length, now, true);
  }

  /**
   * It was confirmed that this node has not been replaced. Calls come from one thread.
   *
   * @param askedAt the {@link System#nanoTime} at which the confirmation was asked for
   */
  public void confirm(long askedAt) {
    long until = askedAt + length;
    if (until - endsAt > 0) {
      endsAt = until;
    }
  }

  /** Whether this node is sure at this moment. */
  public boolean isHeld() {
    return !needed || isHeld(System.nanoTime());
  }

  /** Whether this node is sure at that {@link System#nanoTime}. */
  public boolean isHeld(long now) {
    return !needed || endsAt - now > 0;
  }

  /** That of an actor system; one that was given none needs none. */
  public static NodeLease of(ActorSystem<?> system) {
    return system.settings().setup().get(Use.class).map(use -> use.lease).orElse(UNNEEDED);
  }

  /** Part of the setup of an actor system: its lease. */
  public static final class Use extends Setup {
    private final NodeLease lease;

    public Use(NodeLease lease) {
      this.lease = lease;
    }
  }
}
