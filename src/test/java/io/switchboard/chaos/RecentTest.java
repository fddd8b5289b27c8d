package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentTest {
  private static final Map<String, String> BY_ANN = Map.of("agent", "ann");

  private final Recent recent = new Recent();
  private final Random random = new Random(1);

  @Test
  void aConversationClosedAfterAMomentHasChangedSinceThatMoment() {
    note("START", "c1", Map.of("skill", "care"), 10, 201);
    note("CLOSE", "c1", Map.of("by", "AGENT"), 30, 200);
    assertThat(recent.conversationSince(20, random)).map(Recent.Change::id).contains("c1");
    assertThat(recent.conversationSince(5, random)).isEmpty();
    assertThat(recent.conversationSince(40, random)).isEmpty();
  }

  @Test
  void aChangeOfAConversationIsAChangeOfItsAcceptingAgent() {
    note("ACCEPT", "c1", BY_ANN, 10, 200);
    note("CLOSE", "c1", Map.of("by", "CONSUMER"), 30, 200);
    assertThat(recent.agentSince(20, random)).map(Recent.Change::id).contains("ann");
  }

  @Test
  void aRefusedCallOrAReadIsNoChange() {
    note("ACCEPT", "c1", BY_ANN, 10, 409);
    note("LOOK", "/conversations/c1", Map.of(), 30, 200);
    assertThat(recent.conversationSince(20, random)).isEmpty();
    assertThat(recent.conversation("ACCEPT", random)).isEmpty();
  }

  private void note(String what, String subject, Map<String, String> with, long at, int status) {
    recent.note(new Call(1, "x", what, subject, with, "n", at, at, status, Map.of()));
  }
}
