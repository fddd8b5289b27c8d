package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.AgentMessage.Accept;
import io.switchboard.domain.protocol.AgentMessage.Decline;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.DescribeHistory;
import io.switchboard.domain.protocol.ConversationMessage.NoteMessage;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.ConversationMessage.TakeOver;
import io.switchboard.domain.protocol.ConversationMessage.TransferToSkill;
import io.switchboard.domain.protocol.HistoryEntry;
import io.switchboard.domain.protocol.HistoryEntry.Kind;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.DescribeConversation;
import io.switchboard.domain.protocol.QueueMessage.DescribeDistribution;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Presence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A conversation's way through all entities, with each message serialized and read again as if sent
 * to another node.
 */
class TourTest {
  private static SingleNode node;

  @BeforeAll
  static void start() {
    node = new SingleNode();
    node.configure(
        """
        {"skills": [{"id": "sales",
                     "distribution": {"primary": [{"group": "red", "percent": 60},
                                                  {"group": "blue", "percent": 40}]}},
                    {"id": "care"}],
         "agentGroups": [{"id": "red"}, {"id": "blue"}],
         "agents": [
           {"id": "ann", "group": "red", "skills": ["sales"], "maxConversations": 1},
           {"id": "bob", "group": "blue", "skills": ["sales"], "maxConversations": 1},
           {"id": "cat", "skills": ["care"], "maxConversations": 1},
           {"id": "dan", "skills": ["care"], "maxConversations": 1}]}
        """);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void twoConversationsGoFromStartToClose() {
    List.of("ann", "bob", "cat", "dan").forEach(TourTest::online);

    start("c1");
    assertThat(ringing("c1", "sales", 1)).isEqualTo("ann");
    done("ann", new Accept("c1"));
    start("c2");
    assertThat(ringing("c2", "sales", 1)).isEqualTo("bob");
    done("bob", new Accept("c2"));
    assertThat(allotted()).isEqualTo(Map.of("red", 1L, "blue", 1L));

    Reply.Conversation transferred = ask("c1", new TransferToSkill(Optional.of("ann"), "care"));
    assertThat(transferred.state()).isEqualTo(Reply.State.WAITING);
    String first = ringing("c1", "care", 2);
    done(first, new Decline("c1"));
    String second = first.equals("cat") ? "dan" : "cat";
    ringingAt(second, "c1", "care", 2);
    done(second, new Accept("c1"));
    assertThat(ask("c1", new NoteMessage(Party.AGENT)).agent()).contains(second);

    assertThat(node.conversation("c1", new TakeOver("bob")))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reply.Reason.CONFLICT));
    assertThat(ask("c1", new TakeOver("ann")).agent()).contains("ann");
    assertThat(assigned(second)).isEmpty();

    assertThat(ask("c1", new Close(Party.AGENT)).state()).isEqualTo(Reply.State.CLOSED);
    assertThat(ask("c2", new Close(Party.CONSUMER)).state()).isEqualTo(Reply.State.CLOSED);
    assertThat(List.of("ann", "bob", "cat", "dan"))
        .allSatisfy(agent -> assertThat(assigned(agent)).isEmpty());
    assertThat(ask("c1", new Describe()).closedBy()).contains(Party.AGENT);
    assertThat(((Reply.History) node.conversation("c1", new DescribeHistory())).entries())
        .extracting(HistoryEntry::kind)
        .containsExactly(
            Kind.STARTED,
            Kind.ASSIGNED,
            Kind.RELEASING,
            Kind.TRANSFERRED,
            Kind.DECLINED,
            Kind.ASSIGNED,
            Kind.RELEASING,
            Kind.TAKEN_OVER,
            Kind.RELEASING,
            Kind.CLOSED);
  }

  private static void online(String agent) {
    node.agent(agent, new SetPresence(Presence.ONLINE, Optional.empty()));
  }

  private static void start(String id) {
    assertThat(ask(id, new Start(Inquiry.forSkill(id, "sales"))).created()).isTrue();
  }

  private static String ringing(String conversation, String skill, int routingEpoch) {
    Reply.QueuePlace entry =
        (Reply.QueuePlace)
            node.until(
                () -> node.queue(skill, new DescribeConversation(conversation, routingEpoch)),
                reply -> reply instanceof Reply.QueuePlace one && one.offerExpiresAt().isPresent());
    return entry.offeredTo().orElseThrow();
  }

  /** The queue receives a decline after the declining agent has received the answer. */
  private static void ringingAt(String agent, String conversation, String skill, int routingEpoch) {
    node.until(
        () -> node.queue(skill, new DescribeConversation(conversation, routingEpoch)),
        reply ->
            reply instanceof Reply.QueuePlace one
                && one.offerExpiresAt().isPresent()
                && one.offeredTo().equals(Optional.of(agent)));
  }

  private static void done(String agent, AgentMessage message) {
    assertThat(node.agent(agent, message)).isEqualTo(new Reply.Done());
  }

  private static Reply.Conversation ask(String conversation, ConversationMessage message) {
    return (Reply.Conversation) node.conversation(conversation, message);
  }

  private static List<String> assigned(String agent) {
    return ((Reply.AgentStatus) node.agent(agent, new AgentMessage.Describe()))
        .assigned().stream().map(Reply.AssignedConversation::conversation).toList();
  }

  private static Map<String, Long> allotted() {
    Reply.Distribution distribution =
        (Reply.Distribution) node.queue("sales", new DescribeDistribution());
    return distribution.ledger().orElseThrow().groups().stream()
        .collect(Collectors.toMap(Ledger.GroupTotals::group, Ledger.GroupTotals::allotted));
  }
}
