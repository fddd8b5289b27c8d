package io.switchboard.domain.protocol;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentInspection;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.agent.RingingOffers.Ring;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.QueueMessage.DescribeConversation;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.queue.QueueMachine;
import io.switchboard.domain.routing.Presence;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent and a queue on nodes whose clocks differ by minutes: offers ring for their timeout. */
class ClocksThatDisagreeTest {
  private static final AccountPolicy RINGS_FOR_30_SECONDS =
      account(rings("30s", 3), agent("ann", "sales"));

  private Bench<AgentMessage, AgentEvent> ann;
  private AgentMachine agent;
  private Bench<QueueMessage, QueueEvent> sales;
  private final Deque<Envelope> mail = new ArrayDeque<>();

  @ParameterizedTest
  @ValueSource(strings = {"PT-10M", "PT-20S", "PT20S", "PT10M"})
  void anOfferRingsForItsTimeoutDespiteDifferentClocks(Duration ahead) {
    givenThatItRings(ahead);
    List<Ring> ringing = AgentInspection.ringingOffers(agent);

    List<Envelope> sent = pass(29);

    assertThat(AgentInspection.ringingOffers(agent)).isEqualTo(ringing);
    assertThat(sent).noneMatch(Envelope.ToConversation.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-10M", "PT-20S", "PT20S", "PT10M"})
  void aSilentAgentIsAskedForAReportSoonAfterTheOfferTimeout(Duration ahead) {
    givenThatItRings(ahead);

    Sent sent = sales.pass("36s");

    assertThat(sent.all(AgentMessage.RequestReport.class)).isNotEmpty();
  }

  @Test
  void theQueueShowsTheExpiryOfAnOfferByItsOwnClock() {
    givenThatItRings(Duration.ofMinutes(10));

    Reply.QueuePlace entry =
        sales.ask(new DescribeConversation("c1", 1)).one(Reply.QueuePlace.class);

    assertThat(entry.offerExpiresAt()).contains(sales.now() + Duration.ofSeconds(30).toNanos());
  }

  /** A conversation rings at an agent whose clock is ahead of the queue's by this duration. */
  private void givenThatItRings(Duration ahead) {
    sales = new Bench<>(new QueueMachine("sales", RINGS_FOR_30_SECONDS, message -> {}));
    agent = new AgentMachine("ann", RINGS_FOR_30_SECONDS, message -> {});
    ann = new Bench<>(agent, Bench.START + ahead.toNanos());
    post(sales.wake());
    post(ann.wake());
    post(ann.ask(new SetPresence(Presence.ONLINE, Optional.empty())));
    post(
        sales.tell(
            Waiters.entering(Waiters.waiting("c1", "sales", RINGS_FOR_30_SECONDS, sales.now()))));
    deliver();
    assertThat(AgentInspection.ringingOffers(agent)).hasSize(1);
  }

  private List<Envelope> pass(int seconds) {
    List<Envelope> sent = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      post(ann.pass("1s"));
      post(sales.pass("1s"));
      sent.addAll(mail);
      deliver();
    }
    return sent;
  }

  private void deliver() {
    while (!mail.isEmpty()) {
      Envelope send = mail.remove();
      if (send instanceof Envelope.ToAgent to) {
        post(ann.tell(to.message()));
      } else if (send instanceof Envelope.ToQueue to && to.skill().equals("sales")) {
        post(sales.tell(to.message()));
      } else if (send instanceof Envelope.ToQueue to && to.message() instanceof RequestWork seek) {
        post(ann.tell(new Candidate(seek.searchId(), to.skill(), Optional.empty())));
      }
    }
  }

  private void post(Sent sent) {
    mail.addAll(sent.sends());
  }
}
