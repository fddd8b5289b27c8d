package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import io.switchboard.actor.EntityTestKit.TestAccount;
import io.switchboard.domain.protocol.ConsumerMessage.RequestHistory;
import io.switchboard.domain.protocol.ConsumerMessage.Served;
import io.switchboard.domain.protocol.ConversationMessage.ConsumerKnown;
import io.switchboard.domain.protocol.ConversationMessage.ServedAcknowledged;
import io.switchboard.domain.protocol.ServingAgent;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerPartitionTest extends EntityScenario {
  private final TestAccount account = kit.account("{}");
  private ActorRef<EntityCommand> zoe = account.startConsumer("zoe");

  @Test
  void onlyTheFirstConversationOfAConsumerIsAFirstTime() {
    introduce("c1", new ConsumerKnown(true, List.of()));
    introduce("c2", new ConsumerKnown(false, List.of()));
  }

  @Test
  void theFirstConversationStaysTheFirstAfterRepeatedRequests() {
    introduce("c1", new ConsumerKnown(true, List.of()));
    introduce("c1", new ConsumerKnown(true, List.of()));
  }

  @Test
  void previousAgentsAreListedOnceEachMostRecentFirst() {
    introduce("c1", new ConsumerKnown(true, List.of()));
    served("ann", 10);
    served("bob", 30);
    served("cat", 20);
    served("ann", 40);
    served("bob", 15);

    introduce("c2", new ConsumerKnown(false, List.of("ann", "bob", "cat")));
  }

  @Test
  void theHistorySurvivesARestart() {
    introduce("c1", new ConsumerKnown(true, List.of()));
    served("ann", 10);

    kit.actors.stop(zoe);
    zoe = account.startConsumer("zoe");

    introduce("c1", new ConsumerKnown(true, List.of("ann")));
    introduce("c2", new ConsumerKnown(false, List.of("ann")));
  }

  private void introduce(String conversation, ConsumerKnown expected) {
    kit.deliver(zoe, new RequestHistory(conversation));
    account.conversation(conversation).expectMessage(expected);
  }

  private void served(String agent, long at) {
    kit.deliver(zoe, new Served("c1", new ServingAgent(agent, at)));
    account.conversation("c1").expectMessage(new ServedAcknowledged(new ServingAgent(agent, at)));
  }
}
