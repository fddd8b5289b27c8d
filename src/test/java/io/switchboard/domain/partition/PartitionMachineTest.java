package io.switchboard.domain.partition;

import static io.switchboard.domain.Centre.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The entities of a partition; each is a {@link Word}. */
class PartitionMachineTest {
  private static final int MOST_IDLE = 2;
  private static final AccountPolicy FIRST = AccountPolicy.of(document(), 1);
  private static final AccountPolicy SECOND = AccountPolicy.of(document(), 2);

  /**
   * A machine whose state is a text. A letter is added to it; a number sets a timer to that time,
   * which adds an exclamation mark; "-" changes nothing; a new configuration adds its revision.
   */
  private static final class Word extends StateMachine<String, String> {
    private String text = "";
    private OptionalLong timer = OptionalLong.empty();

    private Word(AccountPolicy policy) {
      super(policy);
    }

    @Override
    public void apply(String event) {
      text += event;
    }

    @Override
    public String snapshot() {
      return text;
    }

    @Override
    public void restore(Object snapshot) {
      text = (String) snapshot;
    }

    @Override
    protected OptionalLong nextRepetition() {
      return timer;
    }

    @Override
    protected void decide(String message, Requester client, long now) {
      if (Character.isLetter(message.charAt(0))) {
        emit(message);
      } else if (Character.isDigit(message.charAt(0))) {
        timer = OptionalLong.of(Long.parseLong(message));
      }
    }

    @Override
    protected void onWake(long now) {
      emit("woken");
    }

    @Override
    protected void onTick(long now) {
      timer = OptionalLong.empty();
      emit("!");
    }

    @Override
    protected void onConfigured(long now) {
      emit("" + policy().revision());
    }
  }

  private final PartitionMachine<String, String, Word> partition =
      new PartitionMachine<>(FIRST, (id, policy) -> new Word(policy), MOST_IDLE);

  // --- loading ---

  @Test
  void anEntityIsNotInMemoryBeforeItIsLoaded() {
    assertThat(partition.isLoaded("a")).isFalse();
    assertThat(partition.entity("a")).isEmpty();
  }

  @Test
  void aLoadedEntityContinuesFromItsStoredState() {
    partition.load("a", Optional.of("x"));

    receive("a", "y");

    assertThat(text("a")).isEqualTo("xy");
  }

  @Test
  void anEntityWithoutAStoredStateIsNew() {
    partition.load("a", Optional.empty());

    assertThat(partition.isLoaded("a")).isTrue();
    assertThat(text("a")).isEmpty();
  }

  @Test
  void aLoadedEntityDecidesNothingBeforeItsMessage() {
    partition.load("a", Optional.of("x"));

    assertThat(partition.changes()).isEmpty();
    assertThat(receive("a", "y").events()).containsExactly(new PartitionEvent<>("a", "y"));
  }

  @Test
  void anEntityThatIsWokenDecidesWithoutAMessage() {
    load("a", "b");

    Outcome<PartitionEvent<String>> outcome = partition.wake("a", 0);

    assertThat(outcome.events()).containsExactly(new PartitionEvent<>("a", "woken"));
    assertThat(partition.changes()).isEqualTo(Map.of("a", "woken"));
  }

  // --- timers ---

  @Test
  void theTimerOfAPartitionIsTheEarliestOfItsEntities() {
    load("a", "b", "c");
    receive("a", "30");
    receive("b", "20");

    assertThat(partition.nextTimer()).hasValue(20);
  }

  @Test
  void aTickReachesAllEntitiesThatAreDueAndNoOther() {
    load("a", "b", "c", "d");
    receive("a", "10");
    receive("b", "20");
    receive("c", "30");

    Outcome<PartitionEvent<String>> outcome = partition.tick(20);

    assertThat(outcome.events())
        .containsExactlyInAnyOrder(new PartitionEvent<>("a", "!"), new PartitionEvent<>("b", "!"));
    assertThat(partition.nextTimer()).hasValue(30);
  }

  @Test
  void aTimerThatAnEntityReplacesIsNotDueAnyMore() {
    load("a");
    receive("a", "10");
    receive("a", "50");

    assertThat(partition.tick(10).events()).isEmpty();
    assertThat(partition.nextTimer()).hasValue(50);
  }

  @Test
  void theEntitiesWithATimerAreActive() {
    load("a", "b", "c");
    receive("a", "10");
    receive("b", "20");

    partition.tick(10);

    assertThat(partition.active()).containsExactly("b");
  }

  @Test
  void aPartitionWithoutTimersOfEntitiesHasNone() {
    load("a");

    assertThat(partition.nextTimer()).isEmpty();
  }

  // --- configuration ---

  @Test
  void aConfigurationReachesAnEntityBeforeItsNextMessage() {
    load("a", "b");

    Outcome<PartitionEvent<String>> configured = partition.configure(SECOND, 0);
    receive("a", "x");

    assertThat(configured.events()).isEmpty();
    assertThat(text("a")).isEqualTo("2x");
    assertThat(text("b")).isEmpty();
  }

  @Test
  void aConfigurationReachesAnEntityBeforeItsTimer() {
    load("a");
    receive("a", "10");
    partition.configure(SECOND, 0);

    partition.tick(10);

    assertThat(text("a")).isEqualTo("2!");
  }

  @Test
  void aConfigurationReachesAnEntityOnce() {
    load("a");
    partition.configure(SECOND, 0);

    receive("a", "x");
    receive("a", "y");

    assertThat(text("a")).isEqualTo("2xy");
  }

  @Test
  void anEntityIsLoadedWithThePresentConfiguration() {
    partition.configure(SECOND, 0);
    load("a");

    receive("a", "x");

    assertThat(text("a")).isEqualTo("x");
  }

  // --- changes ---

  @Test
  void theChangesOfABatchAreTheNewestStatesOfItsChangedEntities() {
    load("a", "b", "c");

    receive("a", "x");
    receive("b", "y");
    receive("a", "z");
    receive("c", "-");

    assertThat(partition.changes()).isEqualTo(Map.of("a", "xz", "b", "y"));
  }

  @Test
  void theChangesOfATickAreAmongThoseOfItsBatch() {
    load("a", "b");
    receive("a", "10");
    receive("b", "10");

    partition.tick(10);

    assertThat(partition.changes()).isEqualTo(Map.of("a", "!", "b", "!"));
  }

  @Test
  void aChangeIsListedOnce() {
    load("a", "b");
    receive("a", "x");
    partition.changes();

    receive("b", "y");

    assertThat(partition.changes()).isEqualTo(Map.of("b", "y"));
    assertThat(partition.changes()).isEmpty();
  }

  // --- leaving memory ---

  @Test
  void theLeastRecentlyUsedEntitiesLeaveMemory() {
    load("a", "b", "c", "d");
    receive("a", "-");

    partition.removeIdle();

    assertThat(inMemory("a", "b", "c", "d")).containsExactly("a", "d");
  }

  @Test
  void entitiesWithinTheLimitStayInMemory() {
    load("a", "b");

    partition.removeIdle();

    assertThat(inMemory("a", "b")).containsExactly("a", "b");
  }

  @Test
  void anEntityWithATimerStaysInMemory() {
    load("a", "b", "c", "d");
    receive("a", "10");

    partition.removeIdle();

    assertThat(inMemory("a", "b", "c", "d")).containsExactly("a", "c", "d");
  }

  @Test
  void anEntityWhoseTimerHasRunIsTheMostRecentlyUsed() {
    load("a", "b", "c");
    receive("a", "10");
    partition.tick(10);

    partition.removeIdle();

    assertThat(inMemory("a", "b", "c")).containsExactly("a", "c");
  }

  @Test
  void anEntityContinuesFromItsStoredStateAfterItLeftMemory() {
    load("a", "b", "c");
    receive("a", "x");
    Map<String, Object> stored = partition.changes();
    receive("b", "-");
    receive("c", "-");
    partition.removeIdle();

    partition.load("a", Optional.of(stored.get("a")));
    receive("a", "y");

    assertThat(partition.changes()).isEqualTo(Map.of("a", "xy"));
  }

  @Test
  void anUnloadedEntityLeavesMemoryWithItsTimer() {
    load("a", "b");
    receive("a", "10");

    partition.unload("a");
    partition.unload("b");

    assertThat(inMemory("a", "b")).isEmpty();
    assertThat(partition.nextTimer()).isEmpty();
  }

  // --- steps ---

  private void load(String... ids) {
    List.of(ids).forEach(id -> partition.load(id, Optional.empty()));
  }

  private Outcome<PartitionEvent<String>> receive(String id, String message) {
    return partition.receive(new PartitionMessage<>(id, message), Requester.NONE, 0);
  }

  private String text(String id) {
    return partition.entity(id).orElseThrow().snapshot();
  }

  private List<String> inMemory(String... ids) {
    return List.of(ids).stream().filter(partition::isLoaded).toList();
  }
}
