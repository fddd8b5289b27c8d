package io.switchboard.actor.runtime;

import akka.actor.setup.Setup;
import akka.actor.typed.ActorSystem;
import java.time.Duration;

/**
 * The period in which this node may be sure that no other node has taken over its entities.
 * Periodic confirmations extend it. Each confirmation counts from the time of its request, so a
 * slow one extends the lease less. Times are those of {@link System#nanoTime}; a change of the
 * system clock has no effect.
 *
 * <p>Code that answers a client from memory checks {@link #isHeld()} after it has read that memory,
 * and answers only if true. If the node freezes afterwards, the answer still describes a moment
 * after the call was sent.
 *
 * <p>Any thread may check; a check costs one volatile read and one reading of the clock. An actor
 * system gets its lease as part of its setup ({@link Use}).
 */
public final class NodeLease {

  /** The lease of a node that no other node can replace; it is always held. */
  public static final NodeLease UNNEEDED = new NodeLease(Duration.ZERO, 0, false);

  private final long length;
  private final boolean needed;
  private volatile long endsAt;

  private NodeLease(Duration length, long endsAt, boolean needed) {
    this.length = length.toNanos();
    this.endsAt = endsAt;
    this.needed = needed;
  }

  /** A lease of this length, not held until confirmed after this {@link System#nanoTime}. */
  public static NodeLease of(Duration length, long now) {
    return new NodeLease(length, now, true);
  }

  /** Extends the lease from the {@link System#nanoTime} of the request; for one thread only. */
  public void confirm(long askedAt) {
    long until = askedAt + length;
    if (until - endsAt > 0) {
      endsAt = until;
    }
  }

  /** Whether the lease is held now. */
  public boolean isHeld() {
    return !needed || isHeld(System.nanoTime());
  }

  /** Whether the lease is held at this {@link System#nanoTime}. */
  public boolean isHeld(long now) {
    return !needed || endsAt - now > 0;
  }

  /** The lease of an actor system; {@link #UNNEEDED} when its setup contains none. */
  public static NodeLease of(ActorSystem<?> system) {
    return system.settings().setup().get(Use.class).map(use -> use.lease).orElse(UNNEEDED);
  }

  /** The part of an actor system's setup that contains its lease. */
  public static final class Use extends Setup {
    private final NodeLease lease;

    public Use(NodeLease lease) {
      this.lease = lease;
    }
  }
}
