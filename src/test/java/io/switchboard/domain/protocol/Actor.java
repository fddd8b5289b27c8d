package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.statemachine.Machine;
import io.switchboard.domain.statemachine.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What decides, writes and crashes as a whole: a queue, an agent, or a partition of conversations
 * or of consumers. It has one clock and one configuration.
 */
abstract class Actor {
  private static final int ONE_IN = 5;
  private static final long LONGEST_SET_BACK = 3_600_000_000_000L;

  private int revision;
  private boolean awake;
  private long behind;
  private long downUntil = Long.MIN_VALUE;

  abstract Machine<?, ?> machine();

  /** Its entities so far. */
  abstract Collection<? extends Node<?, ?, ?>> entities();

  /** Whether it runs the entity of this address. */
  abstract boolean runs(Address address);

  /** Whether it starts again by itself after a crash. */
  abstract boolean isRemembered();

  /** Replaces its machine by a new one, which has what is stored. */
  abstract void restore(AccountPolicy policy, boolean fromSnapshot);

  /** The turns of an outcome that no message to an entity caused. */
  abstract List<Turn> turns(Outcome<?> outcome);

  /** Stores the changes of these turns. */
  abstract void write(List<Turn> turns);

  /** Loads those of these entities that are not in memory. */
  void load(Set<String> ids) {}

  /** Called before it loses its memory; its process may restart it at once, or be dead too. */
  void crashes(boolean isRestarted) {}

  /** The entities that continue at its next start without a message. */
  Set<String> resumed() {
    return Set.of();
  }

  /** Called after a write, when all messages have been sent. */
  void endTurn() {}

  /** Stores its whole state beside the events, which keeps its log short. */
  void takeSnapshot() {}

  /** The revision of the configuration of the latest decision in its memory; 0 if unknown. */
  int revisionOfState() {
    return machine().configurationRevision().orElse(0L).intValue();
  }

  /** The revision of its configuration. */
  public final int revision() {
    return revision;
  }

  final boolean isAwake() {
    return awake;
  }

  final long downUntil() {
    return downUntil;
  }

  final boolean isDown(long now) {
    return downUntil > now;
  }

  /** The time of its own clock, which may be wrong, or set back while it was down. */
  public final long clock(long now) {
    return now - behind;
  }

  /** Sets its clock back by this duration, or ahead if negative. */
  final void setWrong(long by) {
    behind = by;
  }

  /** Corrects its clock. */
  final void setRight() {
    behind = 0;
  }

  /** Discards its memory; it starts again at this time or later. */
  final void rebirth(AccountPolicy policy, int newRevision, boolean fromSnapshot, long until) {
    revision = newRevision;
    awake = false;
    behind = until % ONE_IN == 0 ? behind + until % LONGEST_SET_BACK : behind;
    downUntil = until;
    restore(policy, fromSnapshot);
  }

  /** Sets another revision for its start than that of its creation. */
  final void wakesBy(AccountPolicy policy, int newRevision) {
    machine().replacePolicy(policy);
    revision = newRevision;
  }

  List<Turn> wake(long now) {
    awake = true;
    return turns(machine().wake(clock(now)));
  }

  List<Turn> tick(long now) {
    return turns(machine().tick(clock(now)));
  }

  final List<Turn> configure(AccountPolicy policy, int newRevision, long now) {
    revision = newRevision;
    return turns(machine().configure(policy, clock(now)));
  }

  /** The time of its next timer. */
  final OptionalLong nextTimer() {
    if (awake) {
      OptionalLong timer = machine().nextTimer();
      return timer.isPresent() ? OptionalLong.of(timer.getAsLong() + behind) : timer;
    }
    return isRemembered() || !resumed().isEmpty()
        ? OptionalLong.of(downUntil)
        : OptionalLong.empty();
  }
}
