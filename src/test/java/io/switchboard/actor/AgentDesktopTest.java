package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.switchboard.actor.DesktopEvent.Change;
import io.switchboard.actor.DesktopEvent.Snapshot;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.routing.Presence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Event stream of an agent's desktop. */
class AgentDesktopTest extends AgentEntityScenario {

  @Test
  void aDesktopReceivesASnapshotAndThenEachChange() {
    ActorRef<EntityCommand> ann = online();
    TestProbe<DesktopEvent> desktop = desktop(ann, Optional.empty());
    assertThat(desktop.expectMessageClass(Snapshot.class).agent().presence())
        .isEqualTo(Presence.ONLINE);

    Ringing ringing = ring(ann, "c1");
    kit.deliver(ann, new AgentMessage.Withdraw(ringing.offer()));

    assertThat(desktop.expectMessageClass(Change.class).signal())
        .isInstanceOf(AgentNotification.Offered.class);
    assertThat(desktop.expectMessageClass(Change.class).signal())
        .isEqualTo(new AgentNotification.Withdrawn("c1", AgentNotification.Reason.CANCELLED));
  }

  @Test
  void aDesktopContinuesAfterItsLastReceivedEvent() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    TestProbe<DesktopEvent> first = desktop(ann, Optional.empty());
    DesktopEvent seen = first.receiveMessage();
    become(ann, Presence.ONLINE);
    become(ann, Presence.AWAY);
    List<DesktopEvent> missed = first.receiveSeveralMessages(2);

    TestProbe<DesktopEvent> second = desktop(ann, Optional.of(seen.id()));

    assertThat(second.receiveSeveralMessages(2)).isEqualTo(missed);
    second.expectNoMessage();
  }

  @Test
  void aDesktopThatMissedTooManyEventsReceivesASnapshot() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    DesktopEvent seen = desktop(ann, Optional.empty()).receiveMessage();
    for (int i = 0; i < 150; i++) {
      become(ann, Presence.ONLINE);
      become(ann, Presence.AWAY);
    }

    desktop(ann, Optional.of(seen.id())).expectMessageClass(Snapshot.class);
  }

  @Test
  void aDesktopOfAnEarlierIncarnationReceivesASnapshot() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    DesktopEvent seen = desktop(ann, Optional.empty()).receiveMessage();

    kit.actors.stop(ann);
    ActorRef<EntityCommand> again = account.startAgent("ann");

    Snapshot anew = desktop(again, Optional.of(seen.id())).expectMessageClass(Snapshot.class);
    assertThat(anew.id()).isNotEqualTo(seen.id());
  }

  @Test
  void aDesktopWithAnInvalidEventIdReceivesASnapshot() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");

    for (String nonsense : List.of("", "-", "7", "a-b", "-99999999999999999999", "0-0")) {
      desktop(ann, Optional.of(nonsense)).expectMessageClass(Snapshot.class);
    }
  }

  @Test
  void aDesktopReceivesNoChangeWhoseWriteFailed() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    TestProbe<DesktopEvent> desktop = desktop(ann, Optional.empty());
    desktop.expectMessageClass(Snapshot.class);
    kit.gate.failNextWrites(account.stored(AgentEntity.KEY, "ann"), 1);

    kit.ask(ann, new SetPresence(Presence.ONLINE, Optional.empty()));

    assertThat(described(ann).presence()).isEqualTo(Presence.OFFLINE);
    desktop.expectNoMessage();
  }
}
