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
 * All that a conversation must not forget. Times are nanoseconds.
 *
 * @param requested as the client asked for it
 * @param routingEpoch how often it has been queued or moved between agents
 * @param revision how often its facts have changed during this hop
 * @param skill for which it waits, or waited last
 * @param conversation its facts, as it waits or waited last
 * @param returnedBy the agent who gave it back, if that is how it came into this line
 * @param holder the agent who has it, has yet to let go, or had it when it ended
 * @param departure where it goes when the agent has let go
 * @param takeovers how many there have been, or been tried
 * @param left lines that it has left and that may not know it yet; the last few
 * @param refused offers of this hop that were refused; the last few
 * @param served who had it last, which its consumer may not know yet
 * @param explained why it waited until it ended, if its queue has told
 * @param history the last {@link #STEPS}, and the first
 * @param configurationRevision the revision of the configuration by which the last was decided, if
 *     that is known
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

  /** How many steps are remembered. */
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

  /** Where it is. */
  public enum Phase {
    WAITING,
    ASSIGNED,
    /** It leaves its agent. */
    RELEASING,
    CLOSED
  }

  /** The agent who has it, by the hold that the agent minted. */
  public record Holder(
      String agent, String reservation, long since, Optional<Explanation> reasons) {}

  /** A line that it has left, and with whom it was placed, if that is why. */
  public record LeftLine(String skill, int routingEpoch, Optional<String> placedWith) {}

  /** An offer that an agent refused. */
  public record RefusedOffer(String offer, String agent) {}

  /** An agent who got it, and when. */
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

  public boolean isWaiting() {
    return phase == Phase.WAITING;
  }

  boolean isAssigned() {
    return phase == Phase.ASSIGNED;
  }

  /** Whether an agent has it by this hold. */
  boolean hasReservation(String reservation) {
    return isAssigned() && holder.orElseThrow().reservation().equals(reservation);
  }

  /** Whether it leaves the agent who has it by this hold. */
  boolean isLeaving(String reservation) {
    return phase == Phase.RELEASING && holder.orElseThrow().reservation().equals(reservation);
  }

  /** Whether it leaves for the agent who keeps room for it by this hold. */
  boolean isPromisedTo(String reservation) {
    return departure.isPresent()
        && departure.get().departure() instanceof HandoverTarget.ToReservation to
        && to.reservation().equals(reservation);
  }

  /** Whether the consumer, not the agent, is the one who wrote last. */
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
    }

    void assign(Assigned assigned) {
      left = with(left, new LeftLine(skill, routingEpoch, Optional.of(assigned.agent())));
      conversation = assigned.asQueued().withInquiry(conversation.inquiry(), conversation.due());
      messageTimes = MessageTimes.begun(assigned.at());
      give(new Holder(assigned.agent(), assigned.reservation(), assigned.at(), assigned.reasons()));
    }

    void leave(HandoverBegun leaving) {
      phase = Phase.RELEASING;
      departure = Optional.of(leaving);
    }

    void takeOver(TakenOver taken) {
      routingEpoch++;
      give(new Holder(taken.agent(), taken.reservation(), taken.at(), Optional.empty()));
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
