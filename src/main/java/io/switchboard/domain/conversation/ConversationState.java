package io.switchboard.domain.conversation;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.ConversationEvent.Assigned;
import io.switchboard.domain.conversation.ConversationEvent.Closed;
import io.switchboard.domain.conversation.ConversationEvent.Explained;
import io.switchboard.domain.conversation.ConversationEvent.HandoverBegun;
import io.switchboard.domain.conversation.ConversationEvent.MessageNoted;
import io.switchboard.domain.conversation.ConversationEvent.Refused;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import io.switchboard.domain.conversation.ConversationEvent.Revised;
import io.switchboard.domain.conversation.ConversationEvent.Started;
import io.switchboard.domain.conversation.ConversationEvent.TakenOver;
import io.switchboard.domain.conversation.ConversationEvent.TakeoverBegun;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.HistoryEntry;
import io.switchboard.domain.protocol.MessageTimes;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Persisted state of a conversation. Times are nanoseconds.
 *
 * @param requested the inquiry of the start request
 * @param routingEpoch how often it has been queued or moved between agents
 * @param revision how often the inquiry has changed in this routing epoch
 * @param skill the skill in whose queue it waits, or waited last
 * @param conversation the conversation as it waits, or waited last
 * @param returnedBy the agent from whom it came back into a queue, which counts as a refusal; empty
 *     after a start or a transfer
 * @param holder the assigned agent, the agent who has not released it yet, or the last agent of a
 *     closed conversation
 * @param departure the handover that continues when the agent has released it
 * @param takeovers number of takeovers begun, including those that failed
 * @param left the last few queues that it has left, acknowledged or not
 * @param refused the last few offers of this routing epoch that agents refused
 * @param served the last assignment, which the consumer entity stores as well
 * @param explained why it was offered to its agent, or why it waited until it was closed; empty
 *     while it waits, after a takeover, and until the agent or the queue has reported it
 * @param history the first entry and the last ones, {@link #STEPS} at most
 * @param configurationRevision the revision of the configuration that the last decision used, if
 *     known
 */
public record ConversationState(
    Phase phase,
    Inquiry requested,
    int routingEpoch,
    int revision,
    String skill,
    WaitingConversation conversation,
    Optional<String> returnedBy,
    Optional<Holder> holder,
    Optional<HandoverBegun> departure,
    int takeovers,
    List<LeftLine> left,
    List<RefusedOffer> refused,
    Optional<Served> served,
    MessageTimes messageTimes,
    Optional<Closed> closed,
    Optional<Explanation> explained,
    List<HistoryEntry> history,
    Optional<Long> configurationRevision) {

  /** How many entries the history keeps at most. */
  public static final int STEPS = 500;

  private static final int LAST_FEW = 16;

  private static final Cases<Draft, ConversationEvent, Void> CHANGES =
      Cases.<Draft, ConversationEvent, Void>of(ConversationEvent.class)
          .run(
              Started.class,
              (draft, again) -> {
                throw new IllegalStateException("a conversation begins only once: " + again);
              })
          .run(Revised.class, Draft::revise)
          .run(Refused.class, Draft::refuse)
          .run(Requeued.class, Draft::move)
          .run(Assigned.class, Draft::assign)
          .run(HandoverBegun.class, Draft::leave)
          .run(TakeoverBegun.class, (draft, begun) -> draft.takeovers++)
          .run(TakenOver.class, Draft::takeOver)
          .run(
              MessageNoted.class,
              (draft, wrote) ->
                  draft.messageTimes = draft.messageTimes.wrote(wrote.from(), wrote.at()))
          .run(Closed.class, Draft::close)
          .run(Explained.class, (draft, told) -> draft.explained = Optional.of(told.reasons()))
          .complete();

  public ConversationState {
    left = List.copyOf(left);
    refused = List.copyOf(refused);
    history = List.copyOf(history);
  }

  /** Phase of a conversation. */
  public enum Phase {
    WAITING,
    ASSIGNED,
    /** It leaves its agent, who has not released it yet. */
    RELEASING,
    CLOSED
  }

  /** An agent to whom it is assigned, with the reservation that the agent made for it. */
  public record Holder(String agent, String reservation, long since) {}

  /** A queue that it has left, and the agent to whom it was assigned, if that is the reason. */
  public record LeftLine(String skill, int routingEpoch, Optional<String> placedWith) {}

  /** An offer that an agent refused. */
  public record RefusedOffer(String offer, String agent) {}

  /** An agent to whom it was assigned, and the time of the assignment. */
  public record Served(String agent, long at) {}

  static ConversationState begun(Started event) {
    return new ConversationState(
        Phase.WAITING,
        event.requested(),
        1,
        0,
        event.skill(),
        event.conversation(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        List.of(),
        List.of(),
        Optional.empty(),
        MessageTimes.begun(event.at()),
        Optional.empty(),
        Optional.empty(),
        HistoryMapper.of(event).stream().toList(),
        event.configurationRevision());
  }

  ConversationState after(ConversationEvent event) {
    Draft draft = new Draft(this);
    draft.configurationRevision = event.configurationRevision().or(() -> configurationRevision);
    CHANGES.apply(draft, event);
    HistoryMapper.of(event).ifPresent(step -> draft.history = withStep(step));
    return draft.state();
  }

  private List<HistoryEntry> withStep(HistoryEntry step) {
    List<HistoryEntry> steps = new ArrayList<>(history);
    if (steps.size() >= STEPS) {
      steps.remove(1);
    }
    steps.add(step);
    return steps;
  }

  private static <T> List<T> with(List<T> some, T another) {
    List<T> more = new ArrayList<>(some);
    if (more.size() >= LAST_FEW) {
      more.remove(0);
    }
    more.add(another);
    return more;
  }

  /** Whether it waits in a queue. */
  public boolean isWaiting() {
    return phase == Phase.WAITING;
  }

  boolean isAssigned() {
    return phase == Phase.ASSIGNED;
  }

  /** Whether it is assigned with this reservation. */
  boolean hasReservation(String reservation) {
    return isAssigned() && holder.orElseThrow().reservation().equals(reservation);
  }

  /** Whether it is leaving the agent who has this reservation. */
  boolean isLeaving(String reservation) {
    return phase == Phase.RELEASING && holder.orElseThrow().reservation().equals(reservation);
  }

  /** Whether it is moving to the agent who keeps capacity for it by this reservation. */
  boolean isPromisedTo(String reservation) {
    return departure.isPresent()
        && departure.get().departure() instanceof HandoverTarget.ToReservation to
        && to.reservation().equals(reservation);
  }

  /** Whether no event has the explanation that the queue of this routing epoch may have. */
  boolean lacksExplanation(int ofRoutingEpoch) {
    return !isWaiting() && explained.isEmpty() && ofRoutingEpoch == routingEpoch;
  }

  /** Whether the consumer wrote last. */
  boolean consumerWaits() {
    return messageTimes.last() == Party.CONSUMER;
  }

  private static final class Draft {
    private final ConversationState before;
    Phase phase;
    int routingEpoch;
    int revision;
    String skill;
    WaitingConversation conversation;
    Optional<String> returnedBy;
    Optional<Holder> holder;
    Optional<HandoverBegun> departure;
    int takeovers;
    List<LeftLine> left;
    List<RefusedOffer> refused;
    Optional<Served> served;
    MessageTimes messageTimes;
    Optional<Closed> closed;
    Optional<Explanation> explained;
    List<HistoryEntry> history;
    Optional<Long> configurationRevision;

    Draft(ConversationState before) {
      this.before = before;
      phase = before.phase;
      routingEpoch = before.routingEpoch;
      revision = before.revision;
      skill = before.skill;
      conversation = before.conversation;
      returnedBy = before.returnedBy;
      holder = before.holder;
      departure = before.departure;
      takeovers = before.takeovers;
      left = before.left;
      refused = before.refused;
      served = before.served;
      messageTimes = before.messageTimes;
      closed = before.closed;
      explained = before.explained;
      history = before.history;
      configurationRevision = before.configurationRevision;
    }

    void revise(Revised revised) {
      revision++;
      conversation = conversation.withInquiry(revised.inquiry(), revised.due());
    }

    void refuse(Refused one) {
      refused = with(refused, new RefusedOffer(one.offer(), one.agent()));
    }

    void move(Requeued moved) {
      leaveLine();
      phase = Phase.WAITING;
      routingEpoch++;
      revision = 0;
      skill = moved.skill();
      conversation = moved.conversation();
      returnedBy = moved.returnedBy();
      holder = Optional.empty();
      departure = Optional.empty();
      refused = List.of();
      explained = Optional.empty();
    }

    void assign(Assigned assigned) {
      left = with(left, new LeftLine(skill, routingEpoch, Optional.of(assigned.agent())));
      conversation = conversation.with(assigned.eligibility());
      messageTimes = MessageTimes.begun(assigned.at());
      explained = assigned.reasons();
      give(new Holder(assigned.agent(), assigned.reservation(), assigned.at()));
    }

    void leave(HandoverBegun leaving) {
      phase = Phase.RELEASING;
      departure = Optional.of(leaving);
    }

    void takeOver(TakenOver taken) {
      routingEpoch++;
      explained = Optional.empty();
      give(new Holder(taken.agent(), taken.reservation(), taken.at()));
    }

    void close(Closed end) {
      leaveLine();
      phase = Phase.CLOSED;
      closed = Optional.of(end);
      departure = Optional.empty();
    }

    private void leaveLine() {
      if (phase == Phase.WAITING) {
        left = with(left, new LeftLine(skill, routingEpoch, Optional.empty()));
      }
    }

    private void give(Holder newHolder) {
      phase = Phase.ASSIGNED;
      holder = Optional.of(newHolder);
      departure = Optional.empty();
      served = Optional.of(new Served(newHolder.agent(), newHolder.since()));
      conversation = conversation.afterAssignment(newHolder.agent());
    }

    ConversationState state() {
      return new ConversationState(
          phase,
          before.requested,
          routingEpoch,
          revision,
          skill,
          conversation,
          returnedBy,
          holder,
          departure,
          takeovers,
          left,
          refused,
          served,
          messageTimes,
          closed,
          explained,
          history,
          configurationRevision);
    }
  }
}
