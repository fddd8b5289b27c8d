package io.switchboard.domain.queue;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.Redirect;
import io.switchboard.domain.protocol.QueueMessage.FallbackPresenceReport;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Access to conversations in a queue, and redirects. */
class QueueOverflowTest extends QueueScenario {

  // --- access ---

  @Test
  void aTransferToAnAgentIsOfferedToThatAgentOnly() {
    opens();
    seeks("bob");

    assertThat(enters(onlyFor("ann", "c1")).all(Offer.class)).isEmpty();
    assertThat(seeks("ann").one(Candidate.class).best()).isPresent();
  }

  @Test
  void aTransferToAnAgentOpensToAllAfterItsMaximumWait() {
    opens();
    seeks("bob");
    enters(onlyFor("ann", "c1"));

    queue.pass("2h");

    assertThat(offeredTo("c1")).contains("bob");
  }

  @Test
  void aTransferToAnAgentOpensToAllWhenThatAgentIsRemoved() {
    opens();
    seeks("bob");
    enters(onlyFor("ann", "c1"));

    queue.configure(account(agent("bob", "sales")));

    assertThat(offeredTo("c1")).contains("bob");
  }

  @Test
  void aTransferToAnAgentOpensToAllWhenThatAgentLosesTheSkill() {
    opens();
    seeks("bob");
    enters(onlyFor("ann", "c1"));

    queue.configure(account(agent("ann", "other"), agent("bob", "sales")));

    assertThat(offeredTo("c1")).contains("bob");
  }

  @Test
  void aTransferToARemovedAgentIsOpenToAll() {
    opens();
    seeks("bob");

    enters(onlyFor("zoe", "c1"));

    assertThat(offeredTo("c1")).contains("bob");
  }

  // --- redirects ---

  @Test
  void aWaitingConversationOfARemovedSkillIsRedirected() {
    opens();
    enters("c1");

    Sent sent = queue.configure(account(agent("ann", "other"), agent("bob", "other")));

    assertThat(sent.one(Redirect.class)).isEqualTo(new Redirect(1, Optional.empty(), false));
    assertThat(machine.length()).isEqualTo(1);
  }

  @Test
  void aNewConversationGoesToAnOnlineFallbackSkillWithoutOnlineAgents() {
    givenFallback();
    queue.tell(new FallbackPresenceReport("reserve", true, 1));

    Sent sent = enters("c1");

    assertThat(sent.one(Redirect.class)).isEqualTo(new Redirect(1, Optional.of("reserve"), true));
    assertThat(machine.length()).isZero();
  }

  @Test
  void aWaitingConversationGoesToTheFallbackSkillWhenItsFirstAgentComesOnline() {
    givenFallback();
    enters("c1");

    Sent sent = queue.tell(new FallbackPresenceReport("reserve", true, 1));

    assertThat(sent.one(Redirect.class)).isEqualTo(new Redirect(1, Optional.of("reserve"), false));
  }

  @Test
  void aRedirectedConversationIsProbedUntilItsRemoval() {
    givenFallback();
    enters("c1");
    queue.pass("1s");
    queue.tell(new FallbackPresenceReport("reserve", true, 1));
    seeks("ann");

    assertThat(queue.pass("20s").all(Probe.class)).hasSizeGreaterThanOrEqualTo(2);
    queue.tell(new Remove("c1", 1, Optional.empty()));
    assertThat(queue.pass("20s").all(Probe.class)).isEmpty();
  }
}
