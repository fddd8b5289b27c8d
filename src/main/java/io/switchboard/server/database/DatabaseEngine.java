package io.switchboard.server.database;

import java.util.Arrays;
import java.util.Optional;
import slick.jdbc.H2Profile$;
import slick.jdbc.JdbcProfile;
import slick.jdbc.PostgresProfile$;

/** Kind of database that Switchboard supports. */
enum DatabaseEngine {
  H2("jdbc:h2:", "h2"),
  POSTGRESQL("jdbc:postgresql:", "postgresql");

  private final String scheme;
  private final String folder;

  DatabaseEngine(String scheme, String folder) {
    this.scheme = scheme;
    this.folder = folder;
  }

  /** Returns the engine that a JDBC URL names; empty for any other. */
  static Optional<DatabaseEngine> of(String url) {
    return Arrays.stream(values()).filter(engine -> url.startsWith(engine.scheme)).findAny();
  }

  /** Returns the location of its migrations on the class path. */
  String migrations() {
    return "classpath:db/migration/" + folder;
  }

  JdbcProfile profile() {
    return switch (this) {
      case H2 -> H2Profile$.MODULE$;
      case POSTGRESQL -> PostgresProfile$.MODULE$;
    };
  }
}
