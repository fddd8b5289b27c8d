package io.switchboard.domain.queue;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.GroupAssignment;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.Optional;

/** A stored change of the queue of a skill. Times are nanoseconds. */
public sealed interface QueueEvent {

  /** Time of the change. */
  long at();

  /** The revision of the configuration that the decision used, if any; later ones are not older. */
  default Optional<Long> configurationRevision() {
    return Optional.empty();
  }

  /** A new incarnation began. The journal refuses further writes of an earlier one. */
  record Loaded(long at) implements QueueEvent {}

  /** Conversations are distributed by this plan from now on; empty: not distributed. */
  record PlanAdopted(Optional<DistributionPlan> plan, long at, Optional<Long> configurationRevision)
      implements QueueEvent {}

  /** A conversation entered the queue, with its allotment to a group, if any. */
  record Entered(
      int routingEpoch,
      int revision,
      WaitingConversation conversation,
      Optional<Allotment> allotment,
      long at,
      Optional<Long> configurationRevision)
      implements QueueEvent {}

  /** A waiting conversation changed, with its new allotment to a group, if any. */
  record Updated(
      int revision, WaitingConversation conversation, Optional<Allotment> allotment, long at)
      implements QueueEvent {}

  /** A conversation left, or may not enter in this epoch; {@code placing} is for the ledger. */
  record Left(String conversation, int routingEpoch, Optional<GroupAssignment> placing, long at)
      implements QueueEvent {}

  /**
   * The queue redirected a conversation to another skill. Until the conversation is removed from
   * this queue it may already wait in the other one, so the queue must probe it even after a crash.
   */
  record Redirected(String conversation, int routingEpoch, long at) implements QueueEvent {}

  /** A conversation was allotted to a group, but had left before it entered. */
  record AllotmentRecorded(Allotment allotment, long at) implements QueueEvent {}
}
