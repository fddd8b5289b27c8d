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

  /**
   * The revision of the configuration that the decision used. No later decision may use an older
   * revision. Empty when the decision does not depend on the configuration, or when the event was
   * stored without a revision.
   */
  default Optional<Long> configurationRevision() {
    return Optional.empty();
  }

  /**
   * A new incarnation of the queue began. The journal refuses further writes of an earlier
   * incarnation, because the event number is taken.
   */
  record Loaded(long at) implements QueueEvent {}

  /** Conversations are distributed by this plan from now on; empty: not distributed. */
  record PlanAdopted(Optional<DistributionPlan> plan, long at, Optional<Long> configurationRevision)
      implements QueueEvent {}

  /**
   * A conversation entered the queue.
   *
   * @param allotment the allotment that the ledger counts, if the conversation was allotted to a
   *     group on entry
   */
  record Entered(
      int routingEpoch,
      int revision,
      WaitingConversation conversation,
      Optional<Allotment> allotment,
      long at,
      Optional<Long> configurationRevision)
      implements QueueEvent {}

  /**
   * A waiting conversation changed.
   *
   * @param allotment the allotment that the ledger counts, if the conversation was allotted to a
   *     group again
   */
  record Updated(
      int revision, WaitingConversation conversation, Optional<Allotment> allotment, long at)
      implements QueueEvent {}

  /**
   * A conversation left the queue, or may not enter it any more in this routing epoch.
   *
   * @param placing the group assignment that the ledger counts, if an agent got it
   */
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
