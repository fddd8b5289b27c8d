package io.switchboard.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.AgentMessage.HandoverCompleted;
import io.switchboard.domain.protocol.AgentMessage.RefusalAcknowledged;
import io.switchboard.domain.protocol.AgentMessage.Release;
import io.switchboard.domain.protocol.ConversationMessage.CheckReservation;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.ConversationMessage.Released;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.Refusal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A conversation that was removed answers messages, so that no sender repeats them for ever. */
class RemovedConversationTest extends ConversationScenario {

  @Test
  void aQueueThatStillHasItRemovesIt() {
    assertThat(conversation.tell(new Probe("sales", 3)).one(Remove.class))
        .isEqualTo(new Remove("c1", 3, Optional.empty()));
  }

  @Test
  void anAgentWhoStillHasItReleasesIt() {
    assertThat(conversation.tell(new CheckReservation("ann#1", "ann")).one(Release.class))
        .isEqualTo(new Release("c1", "ann#1"));
  }

  @Test
  void aReleaseIsComplete() {
    assertThat(conversation.tell(new Released("ann#1", "ann")).one(HandoverCompleted.class))
        .isEqualTo(new HandoverCompleted("ann#1"));
  }

  @Test
  void aRefusalIsAcknowledged() {
    assertThat(
            conversation
                .tell(new Refuse("offer-1", 1, "ann", Refusal.DECLINED, conversation.now()))
                .one(RefusalAcknowledged.class))
        .isEqualTo(new RefusalAcknowledged("offer-1"));
  }
}
