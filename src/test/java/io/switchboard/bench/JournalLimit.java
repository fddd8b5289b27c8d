package io.switchboard.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.switchboard.processes.DatabaseServer;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;

/**
 * Benchmark of the journal limit: rows a second, in batches, in a table, a database and a
 * connection pool like those of a node. It writes no states of conversations.
 */
final class JournalLimit implements AutoCloseable {
  private static final int WRITERS = 4;
  private static final int BATCH = 100;
  private static final int PAYLOAD = 300;
  private static final String NAME = "journal_limit";
  private static final String INSERT =
      """
      INSERT INTO event_journal (deleted, persistence_id, sequence_number, writer, write_timestamp,
        adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
      VALUES (FALSE, ?, ?, 'b1a5c2d8-6f0e-4a43-9a53-1f2d6c7e8f90', ?, '', 999, 'manifest', ?)
      """;

  private final HikariDataSource pool;
  private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
  private final byte[] payload = new byte[PAYLOAD];

  private JournalLimit(String url, String user, String kind) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setMaximumPoolSize(WRITERS);
    config.setAutoCommit(false);
    pool = new HikariDataSource(config);
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:db/migration/" + kind)
        .load()
        .migrate();
    new Random(1).nextBytes(payload);
  }

  /** On the database server of a node. */
  static JournalLimit ofPostgres(String address) throws SQLException {
    String url = DatabaseServer.url(address);
    try (Connection connection = DriverManager.getConnection(url, "switchboard", "");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + NAME);
      statement.execute("CREATE DATABASE " + NAME);
    }
    return new JournalLimit(
        url.replace("/postgres?", "/" + NAME + "?"), "switchboard", "postgresql");
  }

  /** Embedded in this process, as in a node. */
  static JournalLimit ofH2(Path folder) {
    Path data = folder.resolve(NAME).toAbsolutePath();
    Config config =
        ConfigFactory.parseFile(new File("conf/persistence-h2.conf"))
            .resolveWith(ConfigFactory.parseMap(Map.of("switchboard.data", data.toString())));
    return new JournalLimit(
        config.getString("switchboard.database.url"),
        config.getString("switchboard.database.user"),
        "h2");
  }

  /** Writes for this duration. */
  double rowsPerSecond(Duration duration) {
    long began = System.nanoTime();
    long end = began + duration.toNanos();
    List<CompletableFuture<Long>> written = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String log = "Conversation|limit|" + began + "-" + i;
      written.add(CompletableFuture.supplyAsync(() -> writeUntil(end, log), writers));
    }
    long rows = written.stream().mapToLong(CompletableFuture::join).sum();
    return rows * 1e9 / (System.nanoTime() - began);
  }

  private long writeUntil(long end, String log) {
    long rows = 0;
    while (System.nanoTime() - end < 0) {
      write(log, rows);
      rows += BATCH;
    }
    return rows;
  }

  private void write(String log, long written) {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int i = 1; i <= BATCH; i++) {
        insert.setString(1, log);
        insert.setLong(2, written + i);
        insert.setLong(3, System.currentTimeMillis());
        insert.setBytes(4, payload);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    writers.shutdown();
    pool.close();
  }
}
