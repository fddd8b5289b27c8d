package io.switchboard.server.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend.DatabaseDef;
import slick.jdbc.JdbcProfile;
import slick.jdbc.SimpleJdbcAction;

/** Statements that run on a connection of Slick's pool, in one of Slick's threads. */
@FunctionalInterface
interface JdbcTransaction<T> {
  T run(Connection connection) throws SQLException;

  /** Runs the statements in one transaction; it fails with their exception as the cause. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  static <T> Future<T> commit(
      DatabaseDef database, JdbcProfile profile, JdbcTransaction<T> statements) {
    DBIOAction action = action(statements);
    return database.run(profile.api().jdbcActionExtensionMethods(action).transactionally());
  }

  /**
   * Runs the statements, each in a transaction of its own; it fails with their exception as the
   * cause. Types are raw here and above, since Java cannot express those of Slick's actions.
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  static <T> CompletionStage<T> run(DatabaseDef database, JdbcTransaction<T> statements) {
    DBIOAction action = action(statements);
    return FutureConverters.asJava(database.run(action));
  }

  private static <T> SimpleJdbcAction<T> action(JdbcTransaction<T> statements) {
    return new SimpleJdbcAction<>(
        context -> {
          try {
            return statements.run(context.connection());
          } catch (SQLException e) {
            throw new IllegalStateException("The database has failed", e);
          }
        });
  }
}
