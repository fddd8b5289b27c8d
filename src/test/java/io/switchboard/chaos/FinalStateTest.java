package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.routing.Presence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The final state must be that of the stored events. */
class FinalStateTest {
  private final ScriptedRun story = ScriptedRun.ofAMorning();
  private final FinalState end = story.end();

  @Test
  void tooManyRingingOffersOfAnAgentAreFound() {
    assertThat(foundWithAnn(List.of("c3"), List.of("c5", "c6"))).containsExactly("I3 ann");
  }

  @Test
  void anAgentThatContradictsTheJournalIsFound() {
    assertThat(foundWithAnn(List.of(), List.of())).containsExactly("END ann");
  }

  @Test
  void aLedgerWithTwoAllotmentsTooManyIsFound() {
    Map<String, FinalState.Share> ledger = new HashMap<>(end.queues().get("care").ledger());
    ledger.computeIfPresent(
        "east", (group, share) -> Records.with(share, "allotted", share.allotted() + 2));
    assertThat(foundWithCare("ledger", ledger)).containsExactly("I7 care");
  }

  @Test
  void aQueueThatListsAConversationTwiceIsFound() {
    assertThat(foundWithCare("waiting", List.of("c5", "c5", "c6"))).containsExactly("END care");
  }

  @Test
  void aConversationThatContradictsItsJournalIsFound() {
    Map<String, FinalState.Conversation> conversations = new HashMap<>(end.conversations());
    conversations.put("c2", new FinalState.Conversation("ASSIGNED", "sales", Optional.of("cyd")));
    conversations.remove("c1");
    assertThat(story.found(Records.with(end, "conversations", conversations)))
        .containsExactlyInAnyOrder("END c1", "END c2");
  }

  private List<String> foundWithAnn(List<String> assigned, List<String> ringing) {
    Map<String, FinalState.Agent> agents = new HashMap<>(end.agents());
    agents.put("ann", new FinalState.Agent(Presence.AWAY, 2, assigned, ringing));
    return story.found(Records.with(end, "agents", agents));
  }

  private List<String> foundWithCare(String component, Object value) {
    Map<String, FinalState.Queue> queues = new HashMap<>(end.queues());
    queues.computeIfPresent("care", (skill, queue) -> Records.with(queue, component, value));
    return story.found(Records.with(end, "queues", queues));
  }
}
