package io.switchboard.domain.consumer;

import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.domain.protocol.ConversationMessage.ConsumerKnown;
import io.switchboard.domain.protocol.ConversationMessage.ServedAcknowledged;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.protocol.ServingAgent;
import io.switchboard.domain.routing.WaitingConversation;
import io.switchboard.domain.statemachine.MessageHandlers;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** State machine of a consumer. It stores their first conversation and the agents who had them. */
public final class ConsumerMachine
    extends StateMachine<ConsumerMessage, ConsumerMachine.ConsumerRecorded> {
  private static final MessageHandlers<ConsumerMachine, ConsumerMessage> HANDLERS =
      MessageHandlers.<ConsumerMachine, ConsumerMessage>of(ConsumerMessage.class)
          .message(ConsumerMessage.RequestHistory.class, ConsumerMachine::sendHistory)
          .message(ConsumerMessage.Served.class, ConsumerMachine::served)
          .complete();

  /**
   * The whole state of a consumer, which is also its only event.
   *
   * @param firstConversation id of the first conversation; empty: the consumer has never written
   * @param agents agents who had conversations of the consumer, the most recent first, each once,
   *     at most {@link WaitingConversation#MOST_PREVIOUS_AGENTS}
   */
  public record ConsumerRecorded(Optional<String> firstConversation, List<ServingAgent> agents) {

    /** A consumer who has never written. */
    public static final ConsumerRecorded NOTHING =
        new ConsumerRecorded(Optional.empty(), List.of());

    public ConsumerRecorded {
      agents = List.copyOf(agents);
    }

    private ConsumerRecorded startedBy(String conversation) {
      return new ConsumerRecorded(firstConversation.or(() -> Optional.of(conversation)), agents);
    }

    private ConsumerRecorded servedBy(ServingAgent latest) {
      boolean older =
          agents.stream()
              .anyMatch(one -> one.agent().equals(latest.agent()) && one.at() >= latest.at());
      if (older) {
        return this;
      }
      return new ConsumerRecorded(
          firstConversation,
          Stream.concat(
                  Stream.of(latest),
                  agents.stream().filter(one -> !one.agent().equals(latest.agent())))
              .sorted(Comparator.comparingLong(ServingAgent::at).reversed())
              .limit(WaitingConversation.MOST_PREVIOUS_AGENTS)
              .toList());
    }
  }

  private ConsumerRecorded remembered = ConsumerRecorded.NOTHING;

  /** A consumer who has never written. */
  public ConsumerMachine() {}

  @Override
  public void apply(ConsumerRecorded event) {
    remembered = event;
  }

  @Override
  public ConsumerRecorded snapshot() {
    return remembered;
  }

  @Override
  public void restore(Object snapshot) {
    remembered = (ConsumerRecorded) snapshot;
  }

  @Override
  protected void decide(ConsumerMessage message, Requester client, long now) {
    HANDLERS.handle(this, message, client, now);
  }

  private void sendHistory(ConsumerMessage.RequestHistory request, long now) {
    String conversation = request.conversation();
    remember(remembered.startedBy(conversation));
    boolean isFirst = remembered.firstConversation().filter(conversation::equals).isPresent();
    List<String> agents = remembered.agents().stream().map(ServingAgent::agent).toList();
    send(new Envelope.ToConversation(conversation, new ConsumerKnown(isFirst, agents)));
  }

  private void served(ConsumerMessage.Served served, long now) {
    remember(remembered.servedBy(served.by()));
    send(new Envelope.ToConversation(served.conversation(), new ServedAcknowledged(served.by())));
  }

  private void remember(ConsumerRecorded changed) {
    if (!changed.equals(remembered)) {
      emit(changed);
    }
  }
}
