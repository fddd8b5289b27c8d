package io.switchboard.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Check of whether the database answers and accepts writes. It reads once a second. It makes a test
 * write only after a write of the journal has failed, and rolls it back: a row as large as those of
 * the journal, because a full disk still accepts small ones. So a healthy database gets no test
 * writes.
 */
public final class DatabaseCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCheck.class);

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration STALE = Duration.ofSeconds(4);
  private static final Duration REMINDER = Duration.ofMinutes(1);
  private static final int ROW_BYTES = 64 * 1024;
  private static final String CONFLICT = "23";

  /** Codes of errors after which H2 has closed its file; it does not open it again by itself. */
  private static final Set<Integer> CLOSED =
      Set.of(
          ErrorCode.DATABASE_IS_CLOSED,
          ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
          ErrorCode.IO_EXCEPTION_1,
          ErrorCode.IO_EXCEPTION_2,
          ErrorCode.FILE_CORRUPTED_1);

  private static final String WRITE =
      """
      INSERT INTO "event_journal" ("deleted", "persistence_id", "sequence_number", "writer",
        "write_timestamp", "adapter_manifest", "event_payload", "event_ser_id", "event_ser_manifest")
      VALUES (false, ?, 1, '', 0, '', ?, 0, '')
      """;

  private final DataSource database;
  private final DatabaseEngine engine;
  private final String name;
  private final LongConsumer durable;
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("switchboard-database-check"));
  private volatile long answered = System.nanoTime();
  private volatile boolean stopped;
  private Optional<String> refusal = Optional.empty();
  private long refusedSince;
  private long remindedAt;
  private long failures;
  private long stored;

  /** Starts the check; {@code durable} gets the newest durable row (embedded database only). */
  DatabaseCheck(DataSource database, DatabaseEngine engine, String name, LongConsumer durable) {
    this.database = database;
    this.engine = engine;
    this.name = name;
    this.durable = durable;
    Future<?> unused =
        thread.scheduleWithFixedDelay(this::check, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why the database cannot be used, as of the last few seconds; empty if it can. */
  public Optional<String> problem() {
    if (stopped || System.nanoTime() - answered > STALE.toNanos()) {
      return Optional.of("The database does not answer.");
    }
    return refusal().map("The database refuses writes: %s."::formatted);
  }

  /** Completes with a sentence when the embedded database has closed itself for good. */
  public CompletionStage<String> whenClosed() {
    return closed;
  }

  /** Reports a failed write, unless by a conflict with another writer or a missed deadline. */
  public void writeFailed(Throwable failure) {
    if (closesForGood(failure)) {
      closeForGood(failure);
    } else if (anyOf(failure, sql -> true) && !isConflict(failure)) {
      refuse(StartupException.reason(failure));
    }
  }

  /** Stops the check; returns when it has stopped, or after 4 s. */
  @Override
  public void close() {
    stopped = true;
    // No interrupt: H2 closes its file when a thread is interrupted that reads it.
    thread.shutdown();
    try {
      thread.awaitTermination(STALE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check() {
    try (Connection connection = database.getConnection()) {
      readOnce(connection);
      answered = System.nanoTime();
      if (refusal().isPresent()) {
        writeOnce(connection);
        accept();
      }
    } catch (SQLException e) {
      if (closesForGood(e)) {
        closeForGood(e);
      } else {
        remind();
        LOG.debug("The check of {} failed", name, e);
      }
    } catch (RuntimeException e) {
      LOG.warn("{} could not be checked", name, e);
    }
  }

  private void readOnce(Connection connection) throws SQLException {
    DatabaseSession session = new DatabaseSession(connection);
    switch (engine) {
      case H2 -> {
        long newest = session.number("SELECT MAX(\"ordering\") FROM \"event_journal\"");
        if (newest > stored) {
          // A row can be read before it is in the file.
          session.run("CHECKPOINT");
          stored = newest;
          durable.accept(newest);
        }
      }
      case POSTGRESQL -> {
        String readOnly = "SELECT current_setting('transaction_read_only')::boolean::int";
        if (session.number(readOnly) == 1) {
          refuse("it is read-only");
        }
      }
    }
  }

  private static void writeOnce(Connection connection) throws SQLException {
    byte[] payload = new byte[ROW_BYTES];
    new Random().nextBytes(payload);
    connection.setAutoCommit(false);
    try {
      new DatabaseSession(connection).run(WRITE, "write-check|" + UUID.randomUUID(), payload);
    } finally {
      connection.rollback();
    }
  }

  private synchronized Optional<String> refusal() {
    return refusal;
  }

  private synchronized void refuse(String reason) {
    failures++;
    if (refusal.isEmpty()) {
      refusal = Optional.of(reason);
      refusedSince = System.nanoTime();
      remindedAt = refusedSince;
      failures = 1;
      LOG.error("{} refuses writes: {}", name, reason);
    }
  }

  private synchronized void accept() {
    refusal = Optional.empty();
    LOG.warn(
        "{} takes writes again, after {} s and {} that failed",
        name,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - refusedSince),
        failures);
  }

  private synchronized void remind() {
    long now = System.nanoTime();
    if (refusal.isPresent() && now - remindedAt > REMINDER.toNanos()) {
      remindedAt = now;
      LOG.error("{} still refuses writes; {} have failed", name, failures);
    }
  }

  private void closeForGood(Throwable failure) {
    closed.complete(
        "The database %s has closed itself (%s); start the node again."
            .formatted(name, StartupException.reason(failure)));
  }

  private boolean closesForGood(Throwable failure) {
    return engine == DatabaseEngine.H2
        && !stopped
        && anyOf(failure, sql -> CLOSED.contains(sql.getErrorCode()));
  }

  private static boolean isConflict(Throwable failure) {
    return anyOf(
        failure, sql -> sql.getSQLState() != null && sql.getSQLState().startsWith(CONFLICT));
  }

  /** Whether an exception has the property, among causes and chains of batch failures. */
  private static boolean anyOf(Throwable failure, Predicate<SQLException> property) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        for (Iterator<Throwable> each = sql.iterator(); each.hasNext(); ) {
          if (each.next() instanceof SQLException one && property.test(one)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
