package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.routing.Eligibility;
import io.switchboard.domain.routing.Explanation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages and requests to a conversation entity, which decides to which agent it is assigned. */
public sealed interface ConversationMessage extends Message {

  // --- requests of clients ---

  /**
   * Starts the conversation. Answered when a queue has stored it. A repeated start with the same
   * content is answered with the present state; one with other content is refused.
   */
  record Start(Inquiry inquiry) implements ConversationMessage {}

  /** Returns it to its queue; its skill, group and entry time, and so its due time, stay. */
  record Return(String agent) implements ConversationMessage {}

  /** Transfers it to another skill; refused if it is assigned to another than a given agent. */
  record TransferToSkill(Optional<String> agent, String toSkill) implements ConversationMessage {}

  /**
   * Transfers the conversation to one agent. It waits for this agent alone, at most for the
   * configured {@code transferToAgentMaxWait}.
   *
   * @param agent the agent who transfers it; refused if it is assigned to another agent. Empty: not
   *     checked
   */
  record TransferToAgent(Optional<String> agent, String toAgent) implements ConversationMessage {}

  /** Moves it to this agent for a supervisor; refused if the agent has no capacity. */
  record TakeOver(String agent) implements ConversationMessage {}

  record NoteMessage(Party from) implements ConversationMessage {}

  /** Changes what determines the due time; empty: no change. The credit is in nanoseconds. */
  record Revise(
      Optional<Boolean> urgent,
      Optional<Map<String, String>> attributes,
      Optional<Long> priorityCredit)
      implements ConversationMessage {}

  record Close(Party by) implements ConversationMessage {}

  /** Requests the state of the conversation. Answered with {@link Reply.Conversation}. */
  record Describe() implements ConversationMessage {}

  /** Requests the history of the conversation. Answered with {@link Reply.History}. */
  record DescribeHistory() implements ConversationMessage {}

  // --- messages of the consumer ---

  /** The history of the consumer, the most recent agent first. */
  record ConsumerKnown(boolean firstTime, List<String> previousAgents)
      implements ConversationMessage {}

  /** The consumer entity has stored that the agent had this consumer. */
  record ServedAcknowledged(ServingAgent by) implements ConversationMessage {}

  // --- messages of a queue ---

  /** The queue has stored the conversation; without a place it was there and has left. */
  record Enqueued(int routingEpoch, int revision, Optional<Reply.QueuePlace> place)
      implements ConversationMessage {}

  /** The queue is full and did not admit the conversation. */
  record QueueFull(int routingEpoch) implements ConversationMessage {}

  /** The queue has stored that it does not wait here; {@code reasons} if requested and known. */
  record Removed(String skill, int routingEpoch, Optional<Explanation> reasons)
      implements ConversationMessage {}

  /**
   * The conversation must move to the queue of another skill.
   *
   * @param toSkill the other skill; empty: the skill was deleted or no agent has it, and the
   *     conversation chooses a skill again
   * @param atEntry whether the queue has not admitted the conversation
   */
  record Redirect(int routingEpoch, Optional<String> toSkill, boolean atEntry)
      implements ConversationMessage {}

  /** The queue has processed the refusal of this offer. */
  record RefusalRecorded(String offer) implements ConversationMessage {}

  /**
   * Requests a confirmation that the conversation still waits in the queue with this routing epoch.
   * The conversation answers, and repeats all messages that are not acknowledged.
   */
  record Probe(String skill, int routingEpoch) implements ConversationMessage {}

  // --- messages of an agent ---

  /**
   * The agent has reserved capacity and requests the assignment. The first valid claim wins.
   *
   * @param takeover number of the takeover; empty: the claim follows an offer of the queue in this
   *     routing epoch
   * @param eligibility what the queue had decided about the conversation at the offer; empty: the
   *     claim follows a takeover
   * @param reasons explanation of the offer; empty: takeover, or the agent was restarted after the
   *     offer
   * @param offeredAt nanoseconds
   */
  record Claim(
      String reservation,
      int routingEpoch,
      Optional<Integer> takeover,
      String agent,
      Optional<Eligibility> eligibility,
      Optional<Explanation> reasons,
      long offeredAt)
      implements ConversationMessage {}

  /** The agent has stored that the claim was granted. */
  record ReservationConfirmed(String reservation) implements ConversationMessage {}

  /** The agent has stored the release, until {@link AgentMessage.HandoverCompleted}. */
  record Released(String reservation, String agent) implements ConversationMessage {}

  /** The agent declined or missed an offer. */
  record Refuse(String offer, int routingEpoch, String agent, Refusal refusal, long offeredAt)
      implements ConversationMessage {}

  /** The agent cannot take the conversation over. */
  record ReserveRefused(int takeover, String reason) implements ConversationMessage {}

  /** Asks whether the reservation is valid; if not, {@link AgentMessage.Release} answers. */
  record CheckReservation(String reservation, String agent) implements ConversationMessage {}

  /**
   * The agent has been offline for longer than configured while the consumer waits for an answer,
   * or was removed from the account ({@code forGood}).
   */
  record AgentUnavailable(String reservation, boolean forGood) implements ConversationMessage {}

  /** The consumer has not written for the time after which the conversation closes. */
  record AutoCloseDue(String reservation) implements ConversationMessage {}
}
