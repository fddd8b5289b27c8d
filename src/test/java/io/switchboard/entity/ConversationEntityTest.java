package io.switchboard.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.ConversationMessage.Write;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.entity.EntityCommand.Told;
import io.switchboard.entity.Surroundings.Brand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConversationEntityTest {
  private static final String SHOP =
      "{\"skills\": [{\"id\": \"sales\"}], \"agents\": [{\"id\": \"ann\", \"skills\": [\"sales\"]}]}";
  private static Surroundings surroundings;

  @BeforeAll
  static void start() {
    surroundings = new Surroundings();
  }

  @AfterAll
  static void stop() {
    surroundings.close();
  }

  private final Brand brand = surroundings.brand(SHOP);

  @Test
  void whatCouldNotBeWrittenIsNotAnsweredAndHasNotHappened() {
    ActorRef<EntityCommand> conversation = waiting("c1");
    surroundings.gate.failNextWrites(brand.stored(ConversationEntity.KEY, "c1"), 1);

    TestProbe<Reply> writer = surroundings.ask(conversation, new Write(Party.CONSUMER));
    Reply described = surroundings.ask(conversation, new Describe()).receiveMessage();

    assertThat(((Reply.Conversation) described).state()).isEqualTo(Reply.State.WAITING);
    writer.expectNoMessage();
  }

  private ActorRef<EntityCommand> waiting(String id) {
    ActorRef<EntityCommand> conversation = brand.startConversation(id);
    TestProbe<Reply> client =
        surroundings.ask(conversation, new Start(Inquiry.forSkill(id, "sales")));
    Enqueue enqueue = brand.queue("sales").expectMessageClass(Enqueue.class);
    conversation.tell(new Told(new Enqueued(enqueue.hop(), enqueue.revision())));
    client.receiveMessage();
    return conversation;
  }
}
