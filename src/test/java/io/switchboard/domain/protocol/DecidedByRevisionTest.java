package io.switchboard.domain.protocol;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.document;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.ConversationMessage.Redirect;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.queue.QueueMachine;
import io.switchboard.domain.routing.Presence;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A new incarnation of an entity can detect that its configuration is too old. */
class DecidedByRevisionTest {
  private static final AccountPolicy SEVENTH =
      AccountPolicy.of(document(skill("sales"), agent("ann", "sales")), 7);
  private static final AccountPolicy SIXTH = AccountPolicy.of(document(agent("ann", "other")), 6);
  private static final AccountPolicy EIGHTH = AccountPolicy.of(document(agent("ann", "other")), 8);

  private final ConversationMachine conversation = new ConversationMachine("c1", SEVENTH);

  @Test
  void aConversationStoresTheRevisionThatHasItsSkill() {
    Bench<ConversationMessage, ConversationEvent> bench = begins();
    ConversationMachine again = new ConversationMachine("c1", SIXTH);

    bench.restart(again);

    assertThat(again.configurationRevision()).contains(7L);
  }

  @Test
  void anAgentStoresTheRevisionThatHasTheAgent() {
    Bench<AgentMessage, AgentEvent> bench =
        new Bench<>(new AgentMachine("ann", SEVENTH, message -> {}));
    bench.wake();
    bench.ask(new SetPresence(Presence.ONLINE, Optional.empty()));
    AgentMachine again = new AgentMachine("ann", SIXTH, message -> {});

    bench.restart(again);

    assertThat(again.configurationRevision()).contains(7L);
  }

  @Test
  void anAgentRemovedFromTheConfigurationIsOfflineAfterReload() {
    Bench<AgentMessage, AgentEvent> bench =
        new Bench<>(new AgentMachine("ann", SEVENTH, message -> {}));
    bench.wake();
    bench.ask(new SetPresence(Presence.ONLINE, Optional.empty()));
    AgentMachine again =
        new AgentMachine("ann", AccountPolicy.of(document(skill("sales")), 8), message -> {});

    bench.restart(again).wake();

    assertThat(again.isIdle()).isTrue();
    assertThat(again.configurationRevision()).contains(8L);
  }

  @Test
  void aQueueStoresTheRevisionOfAnEntry() {
    QueueMachine queue = new QueueMachine("sales", SEVENTH, message -> {});
    Bench<QueueMessage, QueueEvent> bench = new Bench<>(queue);
    bench.wake();
    bench.pass("2s");
    bench.tell(Waiters.entering(Waiters.waiting("c1", "sales", SEVENTH, bench.now())));
    QueueMachine again = new QueueMachine("sales", SIXTH, message -> {});

    again.restore(queue.snapshot());

    assertThat(again.configurationRevision()).contains(7L);
  }

  @Test
  void aConversationKeepsASkillThatItsQueueDoesNotKnowYet() {
    Bench<ConversationMessage, ConversationEvent> bench = begins();

    bench.tell(new Redirect(1, Optional.empty(), true));

    assertThat(conversation.state().orElseThrow().skill()).isEqualTo("sales");
  }

  @Test
  void aConversationSelectsAgainWhenItsOwnConfigurationLacksTheSkill() {
    Bench<ConversationMessage, ConversationEvent> bench = begins();
    bench.configure(EIGHTH);

    bench.tell(new Redirect(1, Optional.empty(), true));

    assertThat(conversation.state().orElseThrow().skill()).isEqualTo("-1");
    assertThat(conversation.configurationRevision()).contains(8L);
  }

  private Bench<ConversationMessage, ConversationEvent> begins() {
    Bench<ConversationMessage, ConversationEvent> bench = new Bench<>(conversation);
    bench.ask(new Start(Inquiry.forSkill("c1", "sales")));
    return bench;
  }
}
