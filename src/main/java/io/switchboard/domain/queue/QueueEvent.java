package io.switchboard.domain.queue;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.GroupAssignment;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.Optional;

/** What happened to the queue of a skill. Times are nanoseconds. */
public sealed interface QueueEvent {

  /** When it happened. */
  long at();

  /**
   * The revision of the configuration by which it was decided: nothing that follows from it may be
   * decided by an older one. Empty: that does not matter, or was not stored yet.
   */
  default Optional<Long> configurationRevision() {
    return Optional.empty();
  }

  /**
   * The queue began another life: whoever still writes for an earlier one is refused by the
   * journal.
   */
  record Loaded(long at) implements QueueEvent {}

  /** Conversations are shared by this plan from now on; empty: not at all. */
  record PlanAdopted(Optional<DistributionPlan> plan, long at, Optional<Long> configurationRevision)
      implements QueueEvent {}

  /**
   * A conversation waits.
   *
   * @param allotment what the ledger counts, when it was allotted to a group now
   */
  record Entered(
      int routingEpoch,
      int revision,
      WaitingConversation conversation,
      Optional<Allotment> allotment,
      long at,
      Optional<Long> configurationRevision)
      implements QueueEvent {}

  /** Something about a conversation that waits is different now. */
  record Updated(
      int revision, WaitingConversation conversation, Optional<Allotment> allotment, long at)
      implements QueueEvent {}

  /**
   * A conversation waits no more, or will not any more although it has not come yet.
   *
   * @param placing what the ledger counts, when an agent got it
   */
  record Left(String conversation, int routingEpoch, Optional<GroupAssignment> placing, long at)
      implements QueueEvent {}

  /**
   * A conversation was told to wait elsewhere. As long as it has not been taken out of this line it
   * may be on its way, so that it must be asked even after a crash.
   */
  record Redirected(String conversation, int routingEpoch, long at) implements QueueEvent {}

  /** A conversation was allotted to a group, but had left before it entered. */
  record AllotmentRecorded(Allotment allotment, long at) implements QueueEvent {}
}
