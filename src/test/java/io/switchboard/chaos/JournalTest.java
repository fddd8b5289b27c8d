package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.actor.StoredEvents;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentEvent.PresenceReason;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.routing.Presence;
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
    store(StoredEvents.CONVERSATION, "shop", "c1", 2, "w2", CLOSED);
    store(StoredEvents.AGENT, "shop", "ann", 1, "w3", CAME);
    store(StoredEvents.CONVERSATION, "shop", "c1", 1, "w1", WROTE);
    store(StoredEvents.QUEUE, "shop", "-1", 1, "w4", LEFT);

    Journal journal = Journal.read(URL, "", "", "shop");

    assertThat(journal.conversations().get("c1"))
        .containsExactly(new Stored(3, 1, "w1", WROTE), new Stored(1, 2, "w2", CLOSED));
    assertThat(journal.agents().get("ann")).containsExactly(new Stored(2, 1, "w3", CAME));
    assertThat(journal.queues().get("-1")).containsExactly(new Stored(4, 1, "w4", LEFT));
  }

  @Test
  void otherAccountsAndOtherEntitiesAreOmitted() throws SQLException {
    store(StoredEvents.CONVERSATION, "shop-2", "c1", 1, "w1", WROTE);
    store("Account", "shop", "", 1, "w1", WROTE);

    Journal journal = Journal.read(URL, "", "", "shop");

    assertThat(journal.conversations()).isEmpty();
    assertThat(journal.agents()).isEmpty();
    assertThat(journal.queues()).isEmpty();
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
