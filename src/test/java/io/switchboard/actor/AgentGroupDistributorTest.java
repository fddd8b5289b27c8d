package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.GroupAvailability;
import io.switchboard.domain.protocol.DistributorMessage;
import io.switchboard.domain.protocol.DistributorMessage.Allot;
import io.switchboard.domain.protocol.DistributorMessage.Begin;
import io.switchboard.domain.protocol.QueueMessage.Allotted;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AgentGroupDistributorTest {
  private static final DistributionPlan PLAN =
      new DistributionPlan(
          DistributionMode.CASCADE,
          true,
          List.of(new GroupShare("red", 60), new GroupShare("blue", 40)),
          List.of());
  private static final GroupAvailability BOTH_ONLINE =
      new GroupAvailability(Set.of("red", "blue"), Set.of());

  private static ActorTestKit kit;

  private final TestProbe<Allotted> queue = kit.createTestProbe(Allotted.class);
  private final ActorRef<DistributorMessage> distributor =
      kit.spawn(AgentGroupDistributor.create(queue.ref()));

  @BeforeAll
  static void start() {
    kit = InMemory.testKit();
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void sharesOfSixtyAndFortyPercentAreKeptExactly() {
    begin(1);

    assertThat(IntStream.range(0, 10).mapToObj(i -> allot("c" + i).allotment().group()))
        .containsExactly("red", "blue", "red", "blue", "red", "red", "blue", "red", "blue", "red");
  }

  @Test
  void aNewVersionRestartsTheDistributorFromTheStateOfItsQueue() {
    begin(1);
    allot("c0");
    allot("c1");

    begin(2);

    assertThat(allot("c2").epoch()).isEqualTo(2);
    assertThat(IntStream.range(3, 6).mapToObj(i -> allot("c" + i).allotment().group()))
        .containsExactly("blue", "red", "blue");
  }

  @Test
  void aDistributorSendsNothingBeforeItsStart() {
    tell(new Allot("c0", 1, BOTH_ONLINE));

    queue.expectNoMessage();
  }

  private void begin(long epoch) {
    tell(new Begin(epoch, PLAN, Distributor.State.fresh(PLAN)));
  }

  private Allotted allot(String conversation) {
    tell(new Allot(conversation, 1, BOTH_ONLINE));
    return queue.receiveMessage();
  }

  private void tell(DistributorMessage message) {
    distributor.tell(message);
  }
}
