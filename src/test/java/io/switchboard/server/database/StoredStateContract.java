package io.switchboard.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.domain.Centre;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.partition.PartitionEvent;
import io.switchboard.domain.partition.PartitionWrite;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Waiters;
import io.switchboard.server.Eventually;
import io.switchboard.server.StoredCounter;
import io.switchboard.server.journal.StateTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each kind of database stores of entities, and which events it deletes. */
abstract class StoredStateContract extends DatabaseContract {
  private static final String PARTITION = "Conversation|shop|3";
  private static final long CLOSED_AT_MILLIS = 8_000;
  private static final Duration SOON = Duration.ofSeconds(30);

  // --- states of entities ---

  @Test
  void aWrittenStateIsReadBack() throws Exception {
    try (Database database = Database.open(config())) {
      write(database, PARTITION, Map.of("c1", waiting("c1"), "c2", closed("c2")));

      assertThat(states(database, "c1", "c2"))
          .isEqualTo(Map.of("c1", waiting("c1"), "c2", closed("c2")));
    }
  }

  @Test
  void theStateOfAConsumerIsReadBack() throws Exception {
    ConsumerRecorded zoe = new ConsumerRecorded(Optional.of("c1"), List.of());
    try (Database database = Database.open(config())) {
      write(database, "Consumer|shop|3", Map.of("id|zoe", zoe));

      assertThat(load(database, EntityKinds.CONSUMER, "shop", Set.of("id|zoe")))
          .isEqualTo(Map.of("id|zoe", zoe));
    }
  }

  @Test
  void aSecondWriteReplacesTheState() throws Exception {
    try (Database database = Database.open(config())) {
      write(database, PARTITION, Map.of("c1", waiting("c1")));
      write(database, PARTITION, Map.of("c1", closed("c1")));

      assertThat(states(database, "c1")).isEqualTo(Map.of("c1", closed("c1")));
      assertThat(number("SELECT count(*) FROM conversation")).isOne();
    }
  }

  @Test
  void anUnknownIdHasNoState() throws Exception {
    try (Database database = Database.open(config())) {
      write(database, PARTITION, Map.of("c1", waiting("c1")));

      assertThat(states(database, "c1", "c2", "c3")).containsOnlyKeys("c1");
      assertThat(load(database, EntityKinds.CONVERSATION, "other", Set.of("c1"))).isEmpty();
      assertThat(load(database, EntityKinds.CONSUMER, "shop", Set.of("c1"))).isEmpty();
    }
  }

  @Test
  void manyStatesAreWrittenAndReadAtOnce() throws Exception {
    Map<String, Object> many =
        IntStream.range(0, 300)
            .mapToObj(i -> "c" + i)
            .collect(Collectors.toMap(id -> id, StoredStateContract::waiting));
    try (Database database = Database.open(config())) {
      write(database, PARTITION, many);

      assertThat(load(database, EntityKinds.CONVERSATION, "shop", many.keySet())).isEqualTo(many);
    }
  }

  @Test
  void theColumnsOfAConversationAreThoseOfItsState() throws Exception {
    try (Database database = Database.open(config())) {
      write(database, PARTITION, Map.of("c1", waiting("c1"), "c2", closed("c2")));

      assertThat(number("SELECT count(*) FROM conversation WHERE phase = 'WAITING'")).isOne();
      assertThat(
              number(
                  "SELECT closed_at FROM conversation WHERE id = 'c2' AND phase = 'CLOSED'"
                      + " AND skill = 'sales' AND agent IS NULL AND started_at = 1000"))
          .isEqualTo(CLOSED_AT_MILLIS);
    }
  }

  // --- writes of partitions ---

  @Test
  void aWriteStoresEventsAndStatesOfAPartition() throws Exception {
    try (StoredPartition partition = StoredPartition.start(config(), PARTITION)) {
      partition.write(changeTo("c1", waiting("c1"))).join();

      assertThat(events(PARTITION)).isOne();
      assertThat(partition.states().load(EntityKinds.CONVERSATION, "shop", Set.of("c1")))
          .succeedsWithin(SOON)
          .isEqualTo(Map.of("c1", waiting("c1")));
    }
  }

  @Test
  void aWriteBeyondItsDeadlineChangesNeitherTheJournalNorTheStates() throws Exception {
    try (StoredPartition partition = StoredPartition.start(config(), PARTITION)) {
      partition.write(changeTo("c1", waiting("c1"))).join();

      assertThat(partition.writeTooLate(changeTo("c1", closed("c1")))).failsWithin(SOON);
    }

    assertThat(events(PARTITION)).isOne();
    try (Database database = Database.open(config())) {
      assertThat(states(database, "c1")).isEqualTo(Map.of("c1", waiting("c1")));
    }
  }

  @Test
  void aStateThatCannotBeStoredLeavesNoEvent() throws Exception {
    String tooLong = "c".repeat(256);
    try (StoredPartition partition = StoredPartition.start(config(), PARTITION)) {
      partition.write(changeTo("c1", waiting("c1"))).join();

      assertThat(partition.write(changeTo(tooLong, waiting("c2")))).failsWithin(SOON);
    }

    assertThat(events(PARTITION)).isOne();
    assertThat(number("SELECT count(*) FROM conversation")).isOne();
  }

  @Test
  void aPartitionKeepsItsNewestEventsAndContinuesItsSequenceNumber() throws Exception {
    try (StoredPartition partition = StoredPartition.start(config(), PARTITION)) {
      for (int i = 1; i <= 201; i++) {
        partition.write(changeTo("c1", waiting("c1"))).join();
      }
    }
    assertThat(firstAndLast(PARTITION)).containsExactly(200L, 201L);

    try (StoredPartition again = StoredPartition.start(config(), PARTITION)) {
      again.write(changeTo("c1", closed("c1"))).join();
    }
    assertThat(firstAndLast(PARTITION)).containsExactly(200L, 202L);
  }

  @Test
  void anIncarnationWhoseNextEventIsStoredAndDeletedCannotWrite() throws Exception {
    try (StoredPartition partition = StoredPartition.start(config(), PARTITION)) {
      partition.write(changeTo("c1", waiting("c1"))).join();
      partition.takeOver();
      for (int i = 2; i <= 101; i++) {
        partition.write(changeTo("c1", closed("c1"))).join();
      }
      assertThat(firstAndLast(PARTITION)).containsExactly(100L, 101L);

      assertThat(partition.writeByFirst(changeTo("c1", waiting("c1")))).failsWithin(SOON);

      assertThat(firstAndLast(PARTITION)).containsExactly(100L, 101L);
      assertThat(number("SELECT count(*) FROM conversation WHERE phase = 'CLOSED'")).isOne();
    }
  }

  @Test
  void anEventOfSeveralMegabytesIsStored() throws Exception {
    PartitionEvent<?> large =
        new PartitionEvent<>(
            "c".repeat(5_000_000), new ConversationEvent.MessageNoted(Party.AGENT, 1));
    try (StoredPartition partition = StoredPartition.start(config(), PARTITION)) {
      partition.write(new PartitionWrite(List.of(large), Map.of(), Set.of())).join();
    }

    assertThat(
            number(
                "SELECT length(\"event_payload\") FROM \"event_journal\""
                    + " WHERE \"persistence_id\" = ?",
                PARTITION))
        .isGreaterThan(5_000_000);
  }

  // --- snapshots ---

  @Test
  void aSnapshotReplacesAllEarlierEventsAndSnapshotsOfItsEntity() throws Exception {
    try (StoredCounter other = StoredCounter.start(config(), "Agent|shop|anna")) {
      other.count(1);
    }
    try (StoredCounter counter = StoredCounter.start(config(), COUNTER)) {
      counter.count(4);

      Eventually.holds(() -> assertThat(firstAndLast(COUNTER)).containsExactly(4L, 4L));
    }

    assertThat(number("SELECT count(*) FROM \"snapshot\"")).isOne();
    assertThat(number("SELECT \"sequence_number\" FROM \"snapshot\"")).isEqualTo(4);
    assertThat(events("Agent|shop|anna")).isOne();
  }

  @Test
  void anEntityWithoutItsEarlierEventsContinues() throws Exception {
    try (StoredCounter counter = StoredCounter.start(config(), COUNTER)) {
      counter.count(5);
      Eventually.holds(() -> assertThat(firstAndLast(COUNTER)).containsExactly(4L, 5L));
    }

    try (StoredCounter again = StoredCounter.start(config(), COUNTER)) {
      assertThat(again.count(1)).isEqualTo(6);
    }
    assertThat(number("SELECT max(\"sequence_number\") FROM \"event_journal\"")).isEqualTo(6);
  }

  @Test
  void anEntityDoesNotRecoverWithoutEventsThatItsSnapshotDoesNotContain() throws Exception {
    try (StoredCounter counter = StoredCounter.start(config(), COUNTER)) {
      counter.count(5);
      Eventually.holds(() -> assertThat(firstAndLast(COUNTER)).containsExactly(4L, 5L));
    }
    execute("DELETE FROM \"snapshot\"");

    try (StoredCounter again = StoredCounter.start(config(), COUNTER)) {
      assertThat(again.whenEnded()).succeedsWithin(SOON);
    }
  }

  @Test
  void anAccountKeepsAllItsEvents() throws Exception {
    try (StoredCounter account = StoredCounter.start(config(), "Account|shop")) {
      account.count(5);
      Eventually.holds(
          () ->
              assertThat(number("SELECT max(\"sequence_number\") FROM \"snapshot\"")).isEqualTo(4));
    }

    assertThat(events("Account|shop")).isEqualTo(5);
    assertThat(number("SELECT count(*) FROM \"snapshot\"")).isOne();
  }

  private static PartitionWrite changeTo(String id, Object state) {
    return new PartitionWrite(
        List.of(new PartitionEvent<>("c1", new ConversationEvent.MessageNoted(Party.AGENT, 1))),
        Map.of(id, state),
        Set.of());
  }

  private static Object waiting(String id) {
    return conversation(id).snapshot();
  }

  private static Object closed(String id) {
    ConversationMachine machine = conversation(id);
    machine.apply(
        new ConversationEvent.Closed(
            Party.CONSUMER, TimeUnit.MILLISECONDS.toNanos(CLOSED_AT_MILLIS)));
    return machine.snapshot();
  }

  private static ConversationMachine conversation(String id) {
    long now = TimeUnit.MILLISECONDS.toNanos(1_000);
    ConversationMachine machine = new ConversationMachine(id, Centre.account());
    machine.apply(
        new ConversationEvent.Started(
            "sales", Waiters.waiting(id, "sales", now), now, Optional.empty()));
    return machine;
  }

  private void write(Database database, String persistenceId, Map<String, Object> states)
      throws SQLException {
    try (Connection connection = connect()) {
      states(database)
          .write(connection, persistenceId, new PartitionWrite(List.of(), states, Set.of()));
    }
  }

  private static Map<String, Object> states(Database database, String... ids) {
    return load(database, EntityKinds.CONVERSATION, "shop", Set.of(ids));
  }

  private static Map<String, Object> load(
      Database database, String kind, String account, Set<String> ids) {
    return states(database).load(kind, account, ids).toCompletableFuture().join();
  }

  private static StateTables states(Database database) {
    return new StateTables(database.slick().database(), database.slick().profile());
  }

  private long events(String persistenceId) throws SQLException {
    return number(
        "SELECT count(*) FROM \"event_journal\" WHERE \"persistence_id\" = ?", persistenceId);
  }

  /** The sequence numbers of the first and the last stored event of an entity. */
  private List<Long> firstAndLast(String persistenceId) throws SQLException {
    String sql =
        "SELECT %s(\"sequence_number\") FROM \"event_journal\" WHERE \"persistence_id\" = ?";
    return List.of(
        number(sql.formatted("min"), persistenceId), number(sql.formatted("max"), persistenceId));
  }
}
