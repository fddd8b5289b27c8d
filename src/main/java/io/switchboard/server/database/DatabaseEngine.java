package io.switchboard.server.database;

import java.util.Arrays;
import java.util.Optional;
import slick.jdbc.H2Profile$;
import slick.jdbc.JdbcProfile;
import slick.jdbc.PostgresProfile$;

/** A kind of database that Switchboard can use. */
enum DatabaseEngine {
  H2("jdbc:h2:", "h2"),
  POSTGRESQL("jdbc:postgresql:", "postgresql");

  private final String scheme;
  private final String folder;

  DatabaseEngine(String scheme, String folder) {
    this.scheme = scheme;
    this.folder = folder;
  }

  /** The engine that a JDBC URL names, if it is one of these. */
  static Optional<DatabaseEngine> of(String url) {
    return Arrays.stream(values()).filter(engine -> url.startsWith(engine.scheme)).findAny();
  }

  /** Where on the class path its migrations are. */
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
