package io.switchboard.domain.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.RequestReport;
import io.switchboard.domain.protocol.AgentMessage.VersionOutdated;
import io.switchboard.domain.protocol.AgentMessage.Withdraw;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.QueueMessage.AgentReport;
import io.switchboard.domain.protocol.QueueMessage.FallbackPresenceReport;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.QueueMessage.RequestFallbackPresence;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A restarted queue, restored from its log. */
class QueueRestartTest extends QueueScenario {

  // --- restart ---

  @Test
  void aRestartedQueueDecidesNothingBeforeTheReportsOfItsAgents() {
    queue.wake();

    assertThat(enters("c1").sends()).isEmpty();
    assertThat(queue.pass("2s").one(Enqueued.class).routingEpoch()).isEqualTo(1);
  }

  @Test
  void aRestartedQueueRequestsReportsOfItsAgents() {
    opens();
    starts();

    assertThat(queue.wake().all(RequestReport.class))
        .containsExactly(new RequestReport("sales"), new RequestReport("sales"));
  }

  @Test
  void aRingingOfferReportedByASearchIsNotOfferedToAnotherAgent() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    starts();
    queue.wake();

    seeks("ann", rings(offer, "ann"));

    assertThat(seeks("bob").all(Offer.class)).isEmpty();
    assertThat(offeredTo("c1")).contains("ann");
  }

  @Test
  void aRingingOfferReportedByAnAgentIsNotOfferedToAnotherAgent() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    starts();
    queue.wake();

    reports("ann", rings(offer, "ann"));

    assertThat(seeks("bob").one(Candidate.class).best()).isEmpty();
    assertThat(offeredTo("c1")).contains("ann");
  }

  @Test
  void aRingingOfferOfARemovedConversationIsWithdrawn() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    queue.tell(new Remove("c1", 1, Optional.empty()));
    starts();
    queue.wake();

    assertThat(reports("ann", rings(offer, "ann")).one(Withdraw.class))
        .isEqualTo(new Withdraw(offer.offer()));
  }

  @Test
  void aSearchBeforeTheQueueIsReadyIsAnsweredWhenItIsReady() {
    opens();
    enters("c1");
    starts();
    queue.wake();

    assertThat(seeks("ann").sends()).isEmpty();
    Sent sent = reports("bob");

    assertThat(sent.one(Candidate.class).best().orElseThrow().conversation()).isEqualTo("c1");
    assertThat(sent.all(Offer.class)).isEmpty();
  }

  @Test
  void aSearchIsAnsweredDespiteALaterReport() {
    opens();
    enters("c1");
    starts();
    queue.wake();
    seeks("ann");
    reports("ann");

    assertThat(reports("bob").one(Candidate.class).searchId()).isEqualTo("of ann");
  }

  @Test
  void aConversationRedirectedBeforeARestartIsProbed() {
    givenFallback();
    enters("c1");
    queue.tell(new FallbackPresenceReport("reserve", true, 1));
    starts();
    queue.wake();
    queue.tell(new FallbackPresenceReport("reserve", false, 2));

    assertThat(queue.pass("2s").all(Probe.class)).containsExactly(new Probe("sales", 1));
  }

  // --- clocks ---

  @Test
  void anOutdatedVersionIsAnsweredWithTheLatestKnownVersion() {
    opens();
    queue.tell(new AgentReport(view("ann", 0), 1_000, List.of()));

    assertThat(
            queue
                .tell(new RequestWork(view("ann", 0), 7, List.of(), "t"))
                .one(VersionOutdated.class))
        .isEqualTo(new VersionOutdated(1_000));
  }

  @Test
  void aRepeatedReportIsNotAnswered() {
    opens();
    queue.tell(new AgentReport(view("ann", 0), 1_000, List.of()));

    assertThat(queue.tell(new AgentReport(view("ann", 0), 1_000, List.of())).sends()).isEmpty();
  }

  @Test
  void aFallbackPresenceRequestWithANewerVersionIsAnsweredWithAYetNewerOne() {
    opens();

    Sent sent = queue.tell(new RequestFallbackPresence("other", Long.MAX_VALUE / 2));

    assertThat(sent.one(FallbackPresenceReport.class).version()).isGreaterThan(Long.MAX_VALUE / 2);
  }
}
