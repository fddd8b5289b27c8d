package io.switchboard.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.domain.conversation.ConversationEvent.Assigned;
import io.switchboard.domain.conversation.ConversationEvent.Closed;
import io.switchboard.domain.conversation.ConversationEvent.Explained;
import io.switchboard.domain.conversation.ConversationEvent.HandoverBegun;
import io.switchboard.domain.conversation.ConversationEvent.MessageNoted;
import io.switchboard.domain.conversation.ConversationEvent.Refused;
import io.switchboard.domain.conversation.ConversationEvent.RequeueReason;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import io.switchboard.domain.conversation.ConversationEvent.Revised;
import io.switchboard.domain.conversation.ConversationEvent.Started;
import io.switchboard.domain.conversation.ConversationEvent.TakenOver;
import io.switchboard.domain.conversation.ConversationEvent.TakeoverBegun;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.Return;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The events that are possible in each phase of a conversation. */
class TransitionsTest extends ConversationScenario {

  @Test
  void eventsOfAWaitingConversation() {
    waits();

    assertPossible(
        Revised.class,
        Refused.class,
        Requeued.class,
        Assigned.class,
        MessageNoted.class,
        Closed.class);
  }

  @Test
  void eventsOfAnAssignedConversation() {
    isWith("ann", "ann#1");

    assertPossible(
        Revised.class,
        HandoverBegun.class,
        TakeoverBegun.class,
        MessageNoted.class,
        Explained.class);
  }

  @Test
  void eventsOfAConversationThatLeavesItsAgent() {
    isWith("ann", "ann#1");
    conversation.ask(new Return("ann"));

    assertPossible(
        Revised.class,
        Requeued.class,
        HandoverBegun.class,
        TakenOver.class,
        MessageNoted.class,
        Closed.class,
        Explained.class);
  }

  @Test
  void eventsOfAClosedConversation() {
    waits();
    conversation.ask(new Close(Party.CONSUMER));

    assertPossible(Explained.class);
  }

  private void assertPossible(Class<?>... possible) {
    ConversationState state = state();
    for (ConversationEvent event : anyEvents(state.conversation())) {
      if (List.of(possible).contains(event.getClass())) {
        assertThat(Transitions.after(state, event)).isNotEqualTo(state);
      } else {
        assertThatThrownBy(() -> Transitions.after(state, event))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining(event.getClass().getSimpleName());
      }
    }
  }

  private static List<ConversationEvent> anyEvents(WaitingConversation one) {
    Optional<Long> revision = Optional.of(1L);
    return List.of(
        new Started("sales", one, 1, revision),
        new Revised(one.inquiry(), one.due(), 1),
        new Refused("o1", "ann", Refusal.DECLINED, 1, 1),
        new Requeued("sales", one, RequeueReason.RETURNED, Optional.empty(), 1, revision),
        new Assigned("ann", "ann#1", true, 1, one.eligibility(), Optional.empty(), 1, 1),
        new HandoverBegun(new HandoverTarget.ToSkill("billing"), 1, revision),
        new TakeoverBegun("bob", 1),
        new TakenOver("bob", "bob#1", 1),
        new MessageNoted(Party.CONSUMER, 1),
        new Closed(Party.SYSTEM, 1),
        new Explained(ConversationExplanationTest.OFFER, 1));
  }
}
