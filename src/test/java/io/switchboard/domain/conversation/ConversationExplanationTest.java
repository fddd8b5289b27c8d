package io.switchboard.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.Removed;
import io.switchboard.domain.protocol.ConversationMessage.ReservationConfirmed;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.SkillChoice;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The explanation of an assignment or of a wait, which the conversation stores once. */
class ConversationExplanationTest extends ConversationScenario {
  static final Explanation OFFER =
      Records.of(
          Explanation.class,
          "skill",
          "sales",
          "skillReason",
          SkillChoice.Reason.REQUESTED,
          "due",
          DueTime.at(0),
          "group",
          "red",
          "agent",
          "ann");

  @Test
  void anAssignmentKeepsTheExplanationOfItsClaimAndRequestsNoOther() {
    waits();

    Remove remove =
        conversation.tell(Records.with(claim("ann", "h1", 1), "reasons", OFFER)).one(Remove.class);

    assertThat(remove.explain()).isFalse();
    assertThat(described().reasons()).contains(OFFER);
  }

  @Test
  void anAssignmentByAClaimWithoutExplanationGetsItFromTheQueue() {
    waits();

    Remove remove = conversation.tell(claim("ann", "h1", 1)).one(Remove.class);
    conversation.tell(new Removed("sales", 1, Optional.of(OFFER)));

    assertThat(remove.explain()).isTrue();
    assertThat(described().reasons()).contains(OFFER);
  }

  @Test
  void anExplanationOfAnEarlierRoutingEpochIsIgnored() {
    waits();
    conversation.tell(claim("ann", "h1", 1));
    conversation.tell(new ReservationConfirmed("h1"));
    goesBack("ann", "h1");
    conversation.tell(claim("bob", "h2", 2));

    conversation.tell(new Removed("sales", 1, Optional.of(OFFER)));

    assertThat(described().reasons()).isEmpty();
  }

  @Test
  void aReturnedConversationForgetsTheExplanationOfItsAssignment() {
    waits();
    conversation.tell(Records.with(claim("ann", "h1", 1), "reasons", OFFER));
    conversation.tell(new Removed("sales", 1, Optional.empty()));
    goesBack("ann", "h1");

    Remove remove = conversation.tell(claim("bob", "h2", 2)).one(Remove.class);

    assertThat(remove.explain()).isTrue();
    assertThat(described().reasons()).isEmpty();
  }

  @Test
  void aConversationThatIsClosedWhileItWaitsGetsTheExplanationAndTheGroupFromTheQueue() {
    waits();

    Remove remove = conversation.ask(new Close(Party.CONSUMER)).one(Remove.class);
    conversation.tell(new Removed("sales", 1, Optional.of(OFFER)));

    assertThat(remove.explain()).isTrue();
    assertThat(described().reasons()).contains(OFFER);
    assertThat(described().group()).contains("red");
  }
}
