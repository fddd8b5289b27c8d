package io.switchboard.entity;

import akka.actor.typed.ActorRef;
import io.switchboard.domain.protocol.ConsumerMessage.Introduce;
import io.switchboard.domain.protocol.ConsumerMessage.Served;
import io.switchboard.domain.protocol.ConversationMessage.Introduced;
import io.switchboard.domain.protocol.ConversationMessage.ServedNoted;
import io.switchboard.entity.EntityCommand.Told;
import io.switchboard.entity.Surroundings.Brand;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConsumerEntityTest {
  private static Surroundings surroundings;

  private final Brand brand = surroundings.brand("{}");
  private ActorRef<EntityCommand> zoe = brand.startConsumer("zoe");

  @BeforeAll
  static void start() {
    surroundings = new Surroundings();
  }

  @AfterAll
  static void stop() {
    surroundings.close();
  }

  @Test
  void onlyTheFirstConversationIsTheFirst() {
    introduce("c1", new Introduced(true, List.of()));
    introduce("c2", new Introduced(false, List.of()));
  }

  @Test
  void theFirstConversationStaysTheFirstHoweverOftenItAsks() {
    introduce("c1", new Introduced(true, List.of()));
    introduce("c1", new Introduced(true, List.of()));
  }

  @Test
  void thePreviousAgentsAreRememberedTheMostRecentFirstEachOnce() {
    introduce("c1", new Introduced(true, List.of()));
    served("ann", 10);
    served("bob", 30);
    served("cat", 20);
    served("ann", 40);
    served("bob", 15);

    introduce("c2", new Introduced(false, List.of("ann", "bob", "cat")));
  }

  @Test
  void whatIsRememberedIsRememberedAfterARestart() {
    introduce("c1", new Introduced(true, List.of()));
    served("ann", 10);

    surroundings.kit.stop(zoe);
    zoe = brand.startConsumer("zoe");

    introduce("c1", new Introduced(true, List.of("ann")));
    introduce("c2", new Introduced(false, List.of("ann")));
  }

  private void introduce(String conversation, Introduced expected) {
    zoe.tell(new Told(new Introduce(conversation)));
    brand.conversation(conversation).expectMessage(expected);
  }

  private void served(String agent, long at) {
    zoe.tell(new Told(new Served("c1", agent, at)));
    brand.conversation("c1").expectMessage(new ServedNoted(agent, at));
  }
}
