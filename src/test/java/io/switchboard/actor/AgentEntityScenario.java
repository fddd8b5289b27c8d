package io.switchboard.actor;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.EntityTestKit.TestAccount;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Describe;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.QueuePosition;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Eligibility;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.SkillChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An agent, ann, with capacity for one conversation. The test plays all other entities. */
abstract class AgentEntityScenario extends EntityScenario {
  final TestAccount account =
      kit.account(
          """
          {"settings": {"offers": {"timeout": "PT30S", "missedBeforeAway": 3}},
           "skills": [{"id": "sales"}],
           "agents": [{"id": "ann", "skills": ["sales"], "maxConversations": 1}]}
          """);
  private int offers;

  final ActorRef<EntityCommand> online() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    become(ann, Presence.ONLINE);
    seekAnswered(ann);
    return ann;
  }

  static void become(ActorRef<EntityCommand> agent, Presence presence) {
    kit.ask(agent, new SetPresence(presence, Optional.empty())).receiveMessage();
  }

  /** Answers the agent's work search: no queue has a conversation. */
  final void seekAnswered(ActorRef<EntityCommand> agent) {
    for (String skill : List.of("sales", "-1")) {
      RequestWork seek = next(RequestWork.class, account.queue(skill));
      kit.deliver(agent, new Candidate(seek.searchId(), skill, Optional.empty()));
    }
  }

  final Ringing ring(ActorRef<EntityCommand> agent, String conversation) {
    kit.deliver(agent, offer(conversation));
    return next(Ringing.class, account.queue("sales"));
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
    long now = account.time.now();
    Explanation reasons =
        new Explanation(
            "sales",
            SkillChoice.Reason.REQUESTED,
            DueTime.at(now),
            Optional.empty(),
            0,
            Optional.of("ann"),
            Optional.empty(),
            1,
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    return new Offer(
        "offer-" + ++offers,
        "sales",
        new QueuePosition(id, 1, now, now),
        new Eligibility(Access.ANYONE, Optional.empty(), Set.of()),
        reasons,
        Optional.empty());
  }

  final TestProbe<DesktopEvent> desktop(ActorRef<EntityCommand> agent, Optional<String> last) {
    TestProbe<DesktopEvent> desktop = kit.actors.createTestProbe(DesktopEvent.class);
    agent.tell(new Watch(last, desktop.ref()));
    return desktop;
  }

  static Reply.AgentStatus described(ActorRef<EntityCommand> agent) {
    return kit.ask(agent, new Describe()).expectMessageClass(Reply.AgentStatus.class);
  }
}
