package io.switchboard.server.database;

import akka.persistence.jdbc.db.SlickDatabase;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.actor.runtime.WriteDeadlines;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import scala.Some;
import slick.jdbc.JdbcBackend$;
import slick.jdbc.JdbcBackend.DatabaseDef;
import slick.util.AsyncExecutor$;

/** Database of a node: one connection pool, to tables of the schema of this version. */
public final class Database implements AutoCloseable {
  private static final Pattern WITH_USER = Pattern.compile("://[^/]*@");
  private static final int VALID_WITHIN_SECONDS = 2;
  private static final int MIGRATING_CONNECTIONS = 3;

  private final String name;
  private final HikariDataSource pool;
  private final DatabaseProvider.Handle slick;
  private final Optional<DatabaseLock> lock;
  private final DatabaseCheck check;
  private final Optional<DatabaseCompaction> compaction;

  private Database(
      String name,
      HikariDataSource pool,
      DatabaseProvider.Handle slick,
      Optional<DatabaseLock> lock,
      DatabaseCheck check,
      Optional<DatabaseCompaction> compaction) {
    this.name = name;
    this.pool = pool;
    this.slick = slick;
    this.lock = lock;
    this.check = check;
    this.compaction = compaction;
  }

  /**
   * Opens the database of {@code switchboard.database} and upgrades its tables. From then on a node
   * that runs alone uses it exclusively; the nodes of a cluster share it.
   *
   * @throws StartupException when it cannot be opened, is in use, or has other tables
   */
  public static Database open(Config config) throws StartupException {
    String url = url(config);
    String name = name(url);
    DatabaseEngine engine =
        DatabaseEngine.of(url)
            .orElseThrow(
                () ->
                    new StartupException(
                        "switchboard.database.url is %s; Switchboard supports jdbc:h2: and jdbc:postgresql:"
                            .formatted(name)));
    Optional<DatabaseLock> lock = lock(engine, url, name, config);
    try {
      return open(url, name, engine, config, lock);
    } catch (StartupException | RuntimeException e) {
      lock.ifPresent(DatabaseLock::close);
      throw e;
    }
  }

  private static Database open(
      String url, String name, DatabaseEngine engine, Config config, Optional<DatabaseLock> lock)
      throws StartupException {
    Config database = config.getConfig("switchboard.database");
    Optional<DataFolder> folder = DataFolder.of(name);
    if (folder.isPresent()) {
      folder.get().prepare();
      folder.get().check(url, database.getString("user"), database.getString("password"));
    }
    HikariConfig settings = settings(url, database);
    settings.setMaximumPoolSize(MIGRATING_CONNECTIONS);
    try (HikariDataSource migrating = pool(name, settings, Optional.empty())) {
      new Schema(migrating, engine, name).bringUpToDate(config);
    }
    if (lock.isPresent()) {
      lock.get().beginLease();
    }
    HikariDataSource pool = pool(name, settings(url, database), lock);
    LongConsumer durable =
        folder.map(DataFolder::watermark).map(Database::watermarkOf).orElse(row -> {});
    DatabaseProvider.Handle slick = slick(pool, engine, config);
    return new Database(
        name,
        pool,
        slick,
        lock,
        new DatabaseCheck(pool, engine, name, durable),
        compaction(engine, name, pool, database));
  }

  private static Optional<DatabaseCompaction> compaction(
      DatabaseEngine engine, String name, HikariDataSource pool, Config database)
      throws StartupException {
    if (engine != DatabaseEngine.H2) {
      return Optional.empty();
    }
    try {
      return Optional.of(DatabaseCompaction.begin(pool, database));
    } catch (SQLException e) {
      pool.close();
      throw new StartupException(refusal(name, e), e);
    }
  }

  /**
   * Returns a pool whose connections are refused once this incarnation is fenced, and are given out
   * only when no fencing of another incarnation is in progress.
   */
  private static HikariDataSource lockedPool(HikariConfig settings, DatabaseLock lock) {
    settings.addDataSourceProperty("ApplicationName", lock.incarnation());
    settings.setConnectionInitSql(
        "SET idle_in_transaction_session_timeout = %d; %s"
            .formatted(WriteDeadlines.COMMIT_WITHIN.toMillis(), lock.admission()));
    return new HikariDataSource(settings) {
      @Override
      public Connection getConnection() throws SQLException {
        lock.fencing().await(Duration.ofMillis(getConnectionTimeout()));
        return super.getConnection();
      }
    };
  }

  /** H2 needs no lock, since it lets only one process open its file. */
  private static Optional<DatabaseLock> lock(
      DatabaseEngine engine, String url, String name, Config config) throws StartupException {
    if (engine == DatabaseEngine.H2) {
      return Optional.empty();
    }
    boolean alone = config.getBoolean("switchboard.cluster.join-self");
    return Optional.of(
        DatabaseLock.take(
            url,
            name,
            alone,
            config.getDuration("switchboard.cluster.lease"),
            config.getConfig("switchboard.database")));
  }

  /** Registers the meters of the pool. */
  public void measure(MeterRegistry registry) {
    pool.setMetricRegistry(registry);
  }

  private static LongConsumer watermarkOf(JournalWatermark watermark) {
    watermark.rise(0);
    return watermark::rise;
  }

  /** Whether the database answers now; blocks for a connection and at most 2 s more. */
  boolean answers() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(VALID_WITHIN_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  /** The check whether the database answers and accepts writes, a few seconds old at most. */
  public DatabaseCheck check() {
    return check;
  }

  /** Returns the name of this incarnation of the node, if other nodes may have to fence it. */
  public Optional<String> incarnation() {
    return lock.map(DatabaseLock::incarnation);
  }

  /** Returns the lease: while it is held, no other node has taken over the entities of this one. */
  public NodeLease lease() {
    return lock.map(DatabaseLock::lease).orElse(NodeLease.UNNEEDED);
  }

  /** Fences another incarnation, which was declared dead: it cannot use the database any more. */
  public void fence(String incarnation) {
    lock.ifPresent(of -> of.fencing().fence(incarnation));
  }

  /** Completes with a sentence when others own the database and this node must stop. */
  public CompletionStage<String> whenLost() {
    return lock.map(DatabaseLock::whenLost).orElseGet(CompletableFuture::new);
  }

  /** Returns the pool for the journal and the snapshot store. */
  public SlickDatabase slick() {
    return slick;
  }

  /** Closes all connections after the current statements. A second call has no effect. */
  @Override
  public void close() {
    check.close();
    // Before Slick, which closes the pool and, with its last connection, H2.
    compaction.ifPresent(DatabaseCompaction::close);
    slick.database().close();
    pool.close();
    lock.ifPresent(DatabaseLock::close);
  }

  /** Returns the URL without password and parameters. */
  @Override
  public String toString() {
    return name;
  }

  private static String url(Config config) throws StartupException {
    try {
      return config.getString("switchboard.database.url");
    } catch (ConfigException.Missing e) {
      throw new StartupException(
          "The configuration names no database: include persistence-h2.conf or"
              + " persistence-postgres.conf",
          e);
    }
  }

  /** Returns the URL without its parameters. */
  private static String name(String url) throws StartupException {
    String name = url.split("[;?]", 2)[0];
    if (WITH_USER.matcher(name).find()) {
      throw new StartupException(
          "switchboard.database.url must not have a user or password before '@': set"
              + " switchboard.database.user and password (DB_USER, DB_PASSWORD) instead.");
    }
    return name;
  }

  private static HikariConfig settings(String url, Config config) {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName("switchboard");
    settings.setJdbcUrl(url);
    settings.setUsername(config.getString("user"));
    settings.setPassword(config.getString("password"));
    settings.setMaximumPoolSize(config.getInt("pool-size"));
    settings.setConnectionTimeout(config.getDuration("connection-timeout").toMillis());
    return settings;
  }

  private static HikariDataSource pool(
      String name, HikariConfig settings, Optional<DatabaseLock> lock) throws StartupException {
    try {
      return lock.isPresent() ? lockedPool(settings, lock.get()) : new HikariDataSource(settings);
    } catch (PoolInitializationException e) {
      throw new StartupException(refusal(name, e), e);
    }
  }

  private static String refusal(String name, Exception e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql
          && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        return DataFolder.inUse(name);
      }
    }
    return "The database %s cannot be opened: %s".formatted(name, StartupException.reason(e));
  }

  private static DatabaseProvider.Handle slick(
      HikariDataSource pool, DatabaseEngine engine, Config config) {
    int size = pool.getMaximumPoolSize();
    DatabaseDef database =
        JdbcBackend$.MODULE$
            .Database()
            .forDataSource(
                pool,
                new Some<>(size),
                AsyncExecutor$.MODULE$.apply(
                    "switchboard-database",
                    size,
                    size,
                    config.getInt("switchboard.database.queue-size"),
                    size),
                false);
    return new DatabaseProvider.Handle(database, engine.profile());
  }
}
