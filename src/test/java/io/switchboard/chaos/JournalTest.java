package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.actor.StoredEvents;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentEvent.PresenceReason;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.partition.PartitionEvent;
import io.switchboard.domain.partition.PartitionWrite;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.routing.Presence;
import io.switchboard.processes.DeletedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final String URL = "jdbc:h2:mem:chaos-journal";
  private static final Path TABLES =
      Path.of("src/main/resources/db/migration/h2/V1__journal_snapshots.sql");
  private static final Object WROTE = new ConversationEvent.MessageNoted(Party.AGENT, 7);
  private static final Object CLOSED = new ConversationEvent.Closed(Party.AGENT, 8);
  private static final Object CAME =
      new AgentEvent.PresenceChanged(
          Presence.ONLINE, Map.of("desk", 5L), PresenceReason.REQUESTED, 9, Optional.empty());
  private static final Object LEFT = new QueueEvent.Left("c1", 1, Optional.empty(), 10);

  private Connection database;

  @BeforeEach
  void anEmptyDatabase() throws SQLException, IOException {
    database = DriverManager.getConnection(URL);
    try (Statement statement = database.createStatement()) {
      statement.execute(Files.readString(TABLES));
    }
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void eventsOfEachEntityAreReadInOrder() throws SQLException {
    store(StoredEvents.AGENT, "shop", "ben", 2, "w2", CAME);
    store(StoredEvents.AGENT, "shop", "ann", 1, "w3", CAME);
    store(StoredEvents.AGENT, "shop", "ben", 1, "w1", CAME);
    store(StoredEvents.QUEUE, "shop", "-1", 1, "w4", LEFT);

    Journal journal = Journal.read(URL, "", "", "shop");

    assertThat(journal.agents().get("ben"))
        .containsExactly(
            new Stored(3, "Agent|shop|ben", 1, "w1", CAME),
            new Stored(1, "Agent|shop|ben", 2, "w2", CAME));
    assertThat(journal.agents().get("ann"))
        .containsExactly(new Stored(2, "Agent|shop|ann", 1, "w3", CAME));
    assertThat(journal.queues().get("-1"))
        .containsExactly(new Stored(4, "SkillQueue|shop|-1", 1, "w4", LEFT));
  }

  @Test
  void eventsOfAPartitionBelongToTheirConversations() throws SQLException {
    store(StoredEvents.CONVERSATION, "shop", "3", 1, "w1", write("c1", WROTE, "c2", WROTE));
    store(StoredEvents.CONVERSATION, "shop", "3", 2, "w1", write("c1", WROTE, "c1", CLOSED));

    Journal journal = Journal.read(URL, "", "", "shop");

    assertThat(journal.conversations().get("c1"))
        .containsExactly(
            new Stored(1, "Conversation|shop|3", 1, "w1", WROTE),
            new Stored(2, "Conversation|shop|3", 2, "w1", WROTE),
            new Stored(2, "Conversation|shop|3", 2, "w1", CLOSED));
    assertThat(journal.conversations().get("c2"))
        .containsExactly(new Stored(1, "Conversation|shop|3", 1, "w1", WROTE));
  }

  @Test
  void deletedEventsAreReadIfTheyAreKept() throws SQLException {
    DeletedEvents.keep(URL, "", "");
    store(StoredEvents.CONVERSATION, "shop", "3", 1, "w1", write("c1", WROTE));
    store(StoredEvents.CONVERSATION, "shop", "3", 2, "w1", write("c1", CLOSED));
    execute("DELETE FROM \"event_journal\" WHERE \"sequence_number\" = 1");

    Journal journal = Journal.read(URL, "", "", "shop");

    assertThat(journal.conversations().get("c1"))
        .containsExactly(
            new Stored(1, "Conversation|shop|3", 1, "w1", WROTE),
            new Stored(2, "Conversation|shop|3", 2, "w1", CLOSED));
  }

  @Test
  void deletionsThatAreRolledBackAreNotKept() throws SQLException {
    DeletedEvents.keep(URL, "", "");
    store(StoredEvents.AGENT, "shop", "ann", 1, "w1", CAME);
    database.setAutoCommit(false);
    execute("DELETE FROM \"event_journal\"");
    database.rollback();

    assertThat(Journal.read(URL, "", "", "shop").agents().get("ann")).hasSize(1);
  }

  @Test
  void rowsOfConversationsAreRead() throws SQLException {
    row("shop", "c1", "'CLOSED', 'sales', 'ann', 70");
    row("shop", "c2", "'WAITING', 'care', NULL, NULL");
    row("other", "c3", "'WAITING', 'care', NULL, NULL");

    assertThat(Journal.read(URL, "", "", "shop").rows())
        .isEqualTo(
            Map.of(
                "c1",
                new ConversationRow("CLOSED", "sales", Optional.of("ann"), Optional.of(70L)),
                "c2",
                new ConversationRow("WAITING", "care", Optional.empty(), Optional.empty())));
  }

  @Test
  void otherAccountsAndOtherEntitiesAreOmitted() throws SQLException {
    store(StoredEvents.CONVERSATION, "shop-2", "3", 1, "w1", write("c1", WROTE));
    store("Account", "shop", "", 1, "w1", WROTE);

    Journal journal = Journal.read(URL, "", "", "shop");

    assertThat(journal.conversations()).isEmpty();
    assertThat(journal.agents()).isEmpty();
    assertThat(journal.queues()).isEmpty();
  }

  /** A write of a partition: conversation, event, conversation, event... */
  private static PartitionWrite write(Object... events) {
    return new PartitionWrite(
        IntStream.range(0, events.length / 2)
            .mapToObj(i -> new PartitionEvent<>((String) events[2 * i], events[2 * i + 1]))
            .toList(),
        Map.of(),
        Set.of());
  }

  private void row(String account, String id, String columns) throws SQLException {
    execute(
        """
        INSERT INTO conversation (account, id, phase, skill, agent, closed_at, started_at, due_at,
          state)
        VALUES ('%s', '%s', %s, 0, 0, X'00')
        """
            .formatted(account, id, columns));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private void store(
      String kind, String account, String id, long number, String writer, Object event)
      throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            """
            INSERT INTO "event_journal" ("persistence_id", "sequence_number", "writer",
              "write_timestamp", "adapter_manifest", "event_payload", "event_ser_id",
              "event_ser_manifest")
            VALUES (?, ?, ?, 0, '', ?, 0, ?)
            """)) {
      insert.setString(1, StoredEvents.persistenceId(kind, account, id));
      insert.setLong(2, number);
      insert.setString(3, writer);
      insert.setBytes(4, StoredEvents.write(event));
      insert.setString(5, StoredEvents.manifest(event));
      insert.executeUpdate();
    }
  }
}
