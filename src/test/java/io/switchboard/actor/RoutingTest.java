package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Presence;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Conversations on their way through all entities of one node. */
class RoutingTest {
  private static SingleNode node;

  @BeforeAll
  static void start() {
    node = new SingleNode();
    node.configure(
        """
        {"skills": [{"id": "sales"}, {"id": "care"}],
         "agents": [{"id": "ann", "skills": ["sales", "care"], "maxConversations": 2}]}
        """);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aConversationIsOfferedAcceptedAndClosed() {
    online("ann");
    Reply started = node.conversation("c1", new ConversationMessage.Start(inquiry("c1", "sales")));
    assertThat(started).isInstanceOf(Reply.Conversation.class);
    assertThat(((Reply.Conversation) started).created()).isTrue();

    node.until(
        () -> node.queue("sales", new QueueMessage.DescribeConversation("c1", 1)),
        reply ->
            reply instanceof Reply.QueuePlace entry
                && entry.offeredTo().equals(Optional.of("ann")));
    assertThat(node.agent("ann", new AgentMessage.Accept("c1"))).isEqualTo(new Reply.Done());

    Reply.Conversation assigned =
        (Reply.Conversation) node.conversation("c1", new ConversationMessage.Describe());
    assertThat(assigned.state()).isEqualTo(Reply.State.ASSIGNED);
    assertThat(assigned.agent()).contains("ann");

    Reply.Conversation closed =
        (Reply.Conversation) node.conversation("c1", new ConversationMessage.Close(Party.AGENT));
    assertThat(closed.state()).isEqualTo(Reply.State.CLOSED);
    assertThat(((Reply.AgentStatus) node.agent("ann", new AgentMessage.Describe())).assigned())
        .isEmpty();
  }

  private static void online(String agent) {
    assertThat(node.agent(agent, new AgentMessage.SetPresence(Presence.ONLINE, Optional.empty())))
        .isInstanceOf(Reply.AgentStatus.class);
  }

  private static Inquiry inquiry(String id, String skill) {
    return Records.of(Inquiry.class, "id", id, "consumer", "consumer-of-" + id, "skill", skill);
  }
}
