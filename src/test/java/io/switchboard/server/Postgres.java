package io.switchboard.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server for tests, with any number of databases. */
public final class Postgres implements AutoCloseable {
  private final EmbeddedPostgres server;
  private int databases;

  public Postgres() throws IOException {
    server = EmbeddedPostgres.start();
  }

  /** The JDBC URL of a new, empty database. */
  public String newDatabase() throws SQLException {
    String name = "switchboard_" + ++databases;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return server.getJdbcUrl("postgres", name);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
