package io.switchboard.domain.protocol;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.dynamicCapacity;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.queue.QueueInspection;
import io.switchboard.domain.queue.QueueMachine;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * An agent and a queue on nodes with configurations of different age. They must not exchange offers
 * and refusals endlessly, and must agree once both have the same configuration.
 */
class ConfigurationsOfDifferentAgeTest {
  private static final AccountPolicy SERVING =
      account(agent("ann", "sales"), agent("bob", "sales"));
  private static final AccountPolicy ELSEWHERE =
      account(agent("ann", "billing"), agent("bob", "sales"));
  private static final AccountPolicy LIGHT = weighing("1");
  private static final AccountPolicy HEAVY = weighing("2");
  private static final int FEW_A_MINUTE = 30;

  private Bench<AgentMessage, AgentEvent> ann;
  private Bench<QueueMessage, QueueEvent> sales;
  private QueueMachine queue;
  private final Deque<Envelope> mail = new ArrayDeque<>();
  private int delivered;

  @Test
  void aSkillKnownOnlyToTheQueueDoesNotCauseRepeatedOffers() {
    given(ELSEWHERE, SERVING);

    assertThat(messagesIn(10)).isLessThan(10 * FEW_A_MINUTE);
  }

  @Test
  void aSkillKnownOnlyToTheAgentDoesNotCauseRepeatedSearches() {
    given(SERVING, ELSEWHERE);

    assertThat(messagesIn(10)).isLessThan(10 * FEW_A_MINUTE);
  }

  @Test
  void aCapacityKnownOnlyToTheQueueDoesNotCauseRepeatedOffers() {
    given(HEAVY, LIGHT);

    assertThat(messagesIn(10)).isLessThan(10 * FEW_A_MINUTE);
  }

  @Test
  void aCapacityKnownOnlyToTheAgentDoesNotCauseRepeatedSearches() {
    given(LIGHT, HEAVY);

    assertThat(messagesIn(10)).isLessThan(10 * FEW_A_MINUTE);
  }

  @Test
  void aWaitingConversationIsOfferedOnceBothHaveTheSameConfiguration() {
    given(ELSEWHERE, SERVING);
    messagesIn(1);

    post(ann.configure(SERVING));
    messagesIn(1);

    assertThat(QueueInspection.offeredTo(queue, "c1")).contains("ann");
  }

  /** Ann is online, and a conversation waits for sales. */
  private void given(AccountPolicy ofTheAgent, AccountPolicy ofTheQueue) {
    queue = new QueueMachine("sales", ofTheQueue, message -> {});
    sales = new Bench<>(queue);
    ann = new Bench<>(new AgentMachine("ann", ofTheAgent, message -> {}));
    post(sales.wake());
    post(ann.wake());
    post(sales.tell(Waiters.entering(Waiters.waiting("c1", "sales", ofTheQueue, sales.now()))));
    post(ann.ask(new SetPresence(Presence.ONLINE, Optional.empty())));
  }

  /** The number of messages between them in this number of minutes. */
  private int messagesIn(int minutes) {
    delivered = 0;
    for (int second = 0; second < minutes * 60; second++) {
      deliver(minutes);
      post(ann.pass("1s"));
      post(sales.pass("1s"));
    }
    return delivered;
  }

  private void deliver(int minutes) {
    while (!mail.isEmpty() && delivered < minutes * FEW_A_MINUTE) {
      Envelope send = mail.remove();
      if (send instanceof Envelope.ToAgent to && to.agent().equals("ann")) {
        delivered++;
        post(ann.tell(to.message()));
      } else if (send instanceof Envelope.ToQueue to && to.skill().equals("sales")) {
        delivered++;
        post(sales.tell(to.message()));
      }
    }
  }

  private void post(Sent sent) {
    mail.addAll(sent.sends());
  }

  /** A configuration in which one conversation has this weight. */
  private static AccountPolicy weighing(String active) {
    return account(
        dynamicCapacity(), skill("sales").weighs(active, "0", "1h"), agent("ann", "sales").max(1));
  }
}
