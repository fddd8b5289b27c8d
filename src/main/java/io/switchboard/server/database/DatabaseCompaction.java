package io.switchboard.server.database;

import com.typesafe.config.Config;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compaction of the file of the embedded database, which would otherwise grow with every write.
 *
 * <p>H2 appends each commit as a new chunk of about 20 kB. The next commit makes most of this chunk
 * obsolete. H2 copies the live data out of old chunks in the thread that also writes in the
 * background, and has no such thread when every commit is written at once ({@code WRITE_DELAY=0}).
 * This class is that thread. It calls the method that H2 calls itself, and keeps H2's retention
 * time: a chunk is overwritten no sooner than 45 s after it was replaced.
 */
final class DatabaseCompaction implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCompaction.class);

  /** Chunks are rewritten while a smaller part of them is in use. */
  private static final int PERCENT_IN_USE = 50;

  private static final int PERCENT_IN_USE_AT_STOP = 80;

  private static final int BYTES_AT_ONCE = 4 << 20;

  /** Time limit, since a stop must not take long. Moving 130 MB takes 2 s. */
  private static final Duration REWRITES_AT_STOP = Duration.ofSeconds(2);

  private static final long MOVED_AT_MOST = 512L << 20;

  private final MVStore store;
  private final Duration every;
  private final Duration busy;

  /** Replaces an interrupt, which would close the file under H2 in the middle of a write. */
  private final CountDownLatch stopping = new CountDownLatch(1);

  private final Thread thread = new Thread(this::run, "switchboard-compaction");

  private DatabaseCompaction(MVStore store, Duration every) {
    this.store = store;
    this.every = every;
    this.busy = every.dividedBy(20);
  }

  /**
   * Starts the compaction of the database of this pool.
   *
   * @param database the configuration, whose {@code compaction-interval} is the pause between two
   *     rounds; a round blocks writes for at most a twentieth of it, and a few milliseconds more
   *     for the last step
   * @throws SQLException when there is no connection
   */
  static DatabaseCompaction begin(DataSource pool, Config database) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
      DatabaseCompaction compaction =
          new DatabaseCompaction(
              session.getDatabase().getStore().getMvStore(),
              database.getDuration("compaction-interval"));
      compaction.thread.setDaemon(true);
      compaction.thread.start();
      return compaction;
    }
  }

  private void run() {
    try {
      while (!stopping.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        rewrite(PERCENT_IN_USE, busy);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("The file of the embedded database is not compacted any more", e);
    }
  }

  private void rewrite(int percent, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    boolean more = true;
    while (more && System.nanoTime() < end && !store.isClosed()) {
      more = store.compact(percent, BYTES_AT_ONCE);
      // An old chunk is free only when the copy of its live data is in the file.
      store.commit();
    }
  }

  /** Stops the compaction, and returns unused space of the file to the file system. */
  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join();
      shrink();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("The file of the embedded database stays as large as it is", e);
    }
  }

  /** Shrinks the file. Nothing writes any more, so replaced chunks need not be kept. */
  private void shrink() {
    if (store.isClosed() || !(store.getFileStore() instanceof RandomAccessStore file)) {
      return;
    }
    store.sync();
    store.setRetentionTime(0);
    rewrite(PERCENT_IN_USE_AT_STOP, REWRITES_AT_STOP);
    if (store.getFillRate() < PERCENT_IN_USE_AT_STOP
        && file.size() / 100 * store.getFillRate() < MOVED_AT_MOST) {
      file.compactMoveChunks(PERCENT_IN_USE_AT_STOP, MOVED_AT_MOST, store);
    }
  }
}
