package io.switchboard.actor;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.switchboard.actor.EntityCommand.Deliver;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.Surroundings.Brand;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Describe;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.SkillChoice;
import io.switchboard.domain.routing.WaitingConversation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** An agent, ann, with capacity for one conversation. The test plays all other entities. */
abstract class AgentEntityScenario {
  static Surroundings surroundings;

  final Brand brand =
      surroundings.brand(
          """
          {"settings": {"offers": {"timeout": "PT30S", "missedBeforeAway": 3}},
           "skills": [{"id": "sales"}],
           "agents": [{"id": "ann", "skills": ["sales"], "maxConversations": 1}]}
          """);
  private int offers;

  @BeforeAll
  static void start() {
    surroundings = new Surroundings();
  }

  @AfterAll
  static void stop() {
    surroundings.close();
  }

  final ActorRef<EntityCommand> online() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    become(ann, Presence.ONLINE);
    seekAnswered(ann);
    return ann;
  }

  static void become(ActorRef<EntityCommand> agent, Presence presence) {
    surroundings.ask(agent, new SetPresence(presence, Optional.empty())).receiveMessage();
  }

  /** Answers the agent's work search: no queue has a conversation. */
  final void seekAnswered(ActorRef<EntityCommand> agent) {
    for (String skill : List.of("sales", "-1")) {
      RequestWork seek = next(RequestWork.class, brand.queue(skill));
      agent.tell(new Deliver(new Candidate(seek.searchId(), skill, Optional.empty())));
    }
  }

  final Ringing ring(ActorRef<EntityCommand> agent, String conversation) {
    agent.tell(new Deliver(offer(conversation)));
    return next(Ringing.class, brand.queue("sales"));
  }

  static <T extends Message> T next(Class<T> type, TestProbe<Message> neighbour) {
    return type.cast(
        neighbour
            .fishForMessage(
                Duration.ofSeconds(10),
                message ->
                    type.isInstance(message)
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore())
            .get(0));
  }

  private Offer offer(String id) {
    long now = brand.time.now();
    WaitingConversation conversation =
        new WaitingConversation(
            Inquiry.forSkill(id, "sales"),
            now,
            DueTime.at(now),
            "sales",
            Access.ANYONE,
            Optional.empty(),
            Set.of(),
            List.of(),
            false,
            SkillChoice.Reason.REQUESTED);
    Explanation reasons =
        new Explanation(
            conversation,
            "sales",
            1,
            Optional.of("ann"),
            Optional.empty(),
            List.of(),
            0,
            List.of(),
            List.of());
    return new Offer("offer-" + ++offers, 1, "sales", conversation, reasons, Optional.empty());
  }

  final TestProbe<DesktopEvent> desktop(ActorRef<EntityCommand> agent, Optional<String> last) {
    TestProbe<DesktopEvent> desktop = surroundings.kit.createTestProbe(DesktopEvent.class);
    agent.tell(new Watch(last, desktop.ref()));
    return desktop;
  }

  static Reply.AgentStatus described(ActorRef<EntityCommand> agent) {
    return surroundings.ask(agent, new Describe()).expectMessageClass(Reply.AgentStatus.class);
  }
}
