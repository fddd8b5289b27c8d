package io.switchboard.processes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server that keeps its data after an immediate stop. */
public final class DatabaseServer {
  public static final int PORT = 5433;

  /** The database that it has from its creation. */
  public static final String FIRST = "postgres";

  private final Path data;
  private final Path log;
  private final Path programs;

  private DatabaseServer(Path data, Path log, Path programs) {
    this.data = data;
    this.log = log;
    this.programs = programs;
  }

  /**
   * A server with data and log in this folder, readable by all local users. Existing data are
   * reused.
   */
  public static DatabaseServer create(Path folder) throws IOException {
    Path unpacked = folder.resolve("postgresql");
    EmbeddedPostgres.builder().setOverrideWorkingDirectory(unpacked.toFile()).start().close();
    DatabaseServer server =
        new DatabaseServer(
            folder.resolve("database"), folder.resolve("database.log"), programs(unpacked));
    if (!Files.exists(server.data)) {
      server.initialise();
    }
    server.start();
    return server;
  }

  private void initialise() throws IOException {
    program("initdb", "-D", data.toString(), "-U", "switchboard", "-A", "trust", "-E", "UTF8");
    Files.writeString(
        data.resolve("pg_hba.conf"),
        "host all all 10.77.0.0/24 trust\n",
        StandardOpenOption.APPEND);
  }

  private static Path programs(Path unpacked) throws IOException {
    try (Stream<Path> versions = Files.list(unpacked)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * Starts it with recovery from an earlier stop. It syncs its file system once, not file by file,
   * which takes more than a minute on a busy disk.
   */
  public void start() {
    program(
        "pg_ctl",
        "-D",
        data.toString(),
        "-l",
        log.toString(),
        "-o",
        "-p "
            + PORT
            + " -c listen_addresses=* -c unix_socket_directories= -c max_connections=200"
            + " -c recovery_init_sync_method=syncfs",
        "-w",
        "start");
  }

  /** Stops it immediately, as a power failure does. */
  public void stopAtOnce() {
    program("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
  }

  /** All its processes. */
  public Stream<ProcessHandle> processes() {
    try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
      ProcessHandle first =
          ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow())).orElseThrow();
      return Stream.concat(Stream.of(first), first.descendants());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JDBC URL of its first database for clients that reach it at that address. */
  public static String url(String address) {
    return url(address, FIRST);
  }

  /** The JDBC URL of one of its databases. */
  public static String url(String address, String database) {
    return ("jdbc:postgresql://%s:%d/%s?reWriteBatchedInserts=true"
            + "&connectTimeout=3&socketTimeout=10&tcpKeepAlive=true")
        .formatted(address, PORT, database);
  }

  /** Creates a further database. */
  public void createDatabase(String address, String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(address), "switchboard", "");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
  }

  private void program(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // PostgreSQL refuses to run as root, so it runs as nobody in its own namespace.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of(arguments));
    Shell.run(command.toArray(String[]::new));
  }
}
