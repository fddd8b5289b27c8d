package io.switchboard.domain.conversation;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.HistoryEntry;
import io.switchboard.domain.protocol.MessageTimes;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.ServingAgent;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Persisted state of a conversation, one record for each phase. Times are nanoseconds. */
public sealed interface ConversationState {

  /** How many left queues and refused offers are kept at most. */
  int MOST_KEPT = 16;

  /**
   * It waits in the queue of its skill.
   *
   * @param revision how often the inquiry has changed in this routing epoch
   * @param returnedBy the agent from whom it came back into a queue, which counts as a refusal;
   *     empty after a start or a transfer
   * @param refused the last few offers of this routing epoch that agents refused
   */
  record Waiting(
      Common common, int revision, Optional<String> returnedBy, List<RefusedOffer> refused)
      implements ConversationState {
    public Waiting {
      refused = List.copyOf(refused);
    }

    @Override
    public Waiting with(Common changed) {
      return new Waiting(changed, revision, returnedBy, refused);
    }

    Waiting with(RefusedOffer offer) {
      return new Waiting(common, revision, returnedBy, appended(refused, offer, MOST_KEPT, 0));
    }
  }

  /** It is assigned to an agent, or is leaving one. */
  sealed interface WithAgent extends ConversationState {

    Assignment assignment();

    /** The same phase with a changed assignment. */
    WithAgent with(Assignment changed);

    @Override
    default Optional<Assignment> lastAssignment() {
      return Optional.of(assignment());
    }
  }

  record Assigned(Common common, Assignment assignment) implements WithAgent {
    @Override
    public Assigned with(Common changed) {
      return new Assigned(changed, assignment);
    }

    @Override
    public Assigned with(Assignment changed) {
      return new Assigned(common, changed);
    }
  }

  /** It leaves its agent, who has not released it yet; {@code since} the handover began. */
  record Releasing(Common common, Assignment assignment, HandoverTarget target, long since)
      implements WithAgent {
    @Override
    public Releasing with(Common changed) {
      return new Releasing(changed, assignment, target, since);
    }

    @Override
    public Releasing with(Assignment changed) {
      return new Releasing(common, changed, target, since);
    }
  }

  /**
   * It has ended.
   *
   * @param lastAssignment empty: it was closed while it waited
   * @param explained why it was offered to its agent, or why it waited until it was closed; empty
   *     until the queue has reported it
   */
  record Closed(
      Common common,
      Optional<Assignment> lastAssignment,
      Party by,
      long at,
      Optional<Explanation> explained)
      implements ConversationState {
    @Override
    public Closed with(Common changed) {
      return new Closed(changed, lastAssignment, by, at, explained);
    }

    @Override
    public Optional<Explanation> explanation() {
      return explained;
    }
  }

  /**
   * The members that all phases have.
   *
   * @param requested the inquiry of the start request
   * @param skill the skill in whose queue it waits, or waited last
   * @param epoch the routing epoch: how often it has been queued or moved between agents
   * @param waiting the conversation as it waits, or waited last
   * @param takeovers number of takeovers begun, including those that failed
   * @param left the last few queues that it has left, acknowledged or not
   * @param served the last assignment, which the consumer entity stores as well
   */
  record Common(
      Inquiry requested,
      String skill,
      int epoch,
      WaitingConversation waiting,
      int takeovers,
      List<LeftQueue> left,
      Optional<ServingAgent> served,
      MessageTimes messageTimes,
      Log log) {
    public Common {
      left = List.copyOf(left);
    }

    Common logged(ConversationEvent event) {
      return new Common(
          requested, skill, epoch, waiting, takeovers, left, served, messageTimes, log.with(event));
    }

    Common with(WaitingConversation changed) {
      return new Common(
          requested, skill, epoch, changed, takeovers, left, served, messageTimes, log);
    }

    Common with(MessageTimes changed) {
      return new Common(requested, skill, epoch, waiting, takeovers, left, served, changed, log);
    }

    Common withNextTakeover() {
      return new Common(
          requested, skill, epoch, waiting, takeovers + 1, left, served, messageTimes, log);
    }

    Common inNextEpoch(String newSkill, WaitingConversation changed) {
      return new Common(
          requested, newSkill, epoch + 1, changed, takeovers, left, served, messageTimes, log);
    }

    /** Adds its queue to the queues that it has left. */
    Common outOfQueue(Optional<String> assignedTo) {
      List<LeftQueue> more = appended(left, new LeftQueue(skill, epoch, assignedTo), MOST_KEPT, 0);
      return new Common(
          requested, skill, epoch, waiting, takeovers, more, served, messageTimes, log);
    }

    Common servedBy(ServingAgent agent) {
      WaitingConversation after = waiting.afterAssignment(agent.agent());
      Optional<ServingAgent> last = Optional.of(agent);
      return new Common(requested, skill, epoch, after, takeovers, left, last, messageTimes, log);
    }
  }

  /** The first and the last history entries, and the revision of the last decision, if known. */
  record Log(List<HistoryEntry> history, Optional<Long> configurationRevision) {

    /** How many entries the history keeps at most. */
    public static final int MOST_ENTRIES = 500;

    static final Log EMPTY = new Log(List.of(), Optional.empty());

    public Log {
      history = List.copyOf(history);
    }

    Log with(ConversationEvent event) {
      return new Log(
          HistoryMapper.of(event)
              .map(entry -> appended(history, entry, MOST_ENTRIES, 1))
              .orElse(history),
          event.configurationRevision().or(() -> configurationRevision));
    }
  }

  /** An assignment with its reservation; reasons are empty after a takeover or until reported. */
  record Assignment(String agent, String reservation, long since, Optional<Explanation> reasons) {
    Assignment with(Optional<Explanation> reported) {
      return new Assignment(agent, reservation, since, reported);
    }
  }

  /** A queue that it has left, and the agent to whom it was assigned, if that is the reason. */
  record LeftQueue(String skill, int routingEpoch, Optional<String> assignedTo) {}

  /** An offer that an agent refused. */
  record RefusedOffer(String offer, String agent) {}

  Common common();

  /** The same phase with other common members. */
  ConversationState with(Common changed);

  /** The assignment, now or until it was closed; empty if it waits, or waited when closed. */
  default Optional<Assignment> lastAssignment() {
    return Optional.empty();
  }

  /** Why it was offered to its agent, or why it waited until it was closed, if this is stored. */
  default Optional<Explanation> explanation() {
    return lastAssignment().flatMap(Assignment::reasons);
  }

  /** Whether the queue of this routing epoch may have an explanation that is not stored. */
  default boolean lacksExplanation(int ofRoutingEpoch) {
    return !(this instanceof Waiting)
        && explanation().isEmpty()
        && ofRoutingEpoch == routingEpoch();
  }

  default String skill() {
    return common().skill();
  }

  default int routingEpoch() {
    return common().epoch();
  }

  default WaitingConversation conversation() {
    return common().waiting();
  }

  /** Whether it is assigned with this reservation. */
  default boolean isAssignedBy(String reservation) {
    return this instanceof Assigned one && one.assignment().reservation().equals(reservation);
  }

  /** Whether it is leaving the agent who has this reservation. */
  default boolean isLeaving(String reservation) {
    return this instanceof Releasing one && one.assignment().reservation().equals(reservation);
  }

  /** Whether it is moving to the agent who keeps capacity for it by this reservation. */
  default boolean isMovingTo(String reservation) {
    return this instanceof Releasing one
        && one.target() instanceof HandoverTarget.ToReservation to
        && to.reservation().equals(reservation);
  }

  /** Appends an item; a list of {@code most} items first loses the one at {@code dropped}. */
  private static <T> List<T> appended(List<T> items, T latest, int most, int dropped) {
    List<T> all = new ArrayList<>(items);
    if (all.size() >= most) {
      all.remove(dropped);
    }
    all.add(latest);
    return all;
  }
}
