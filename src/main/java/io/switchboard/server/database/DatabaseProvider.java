package io.switchboard.server.database;

import akka.actor.ActorSystem;
import akka.actor.setup.Setup;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickDatabaseProvider;
import com.typesafe.config.Config;
import slick.jdbc.JdbcBackend.DatabaseDef;
import slick.jdbc.JdbcProfile;

/**
 * Gives journal and snapshots the database with which the actor system was made. The configuration
 * names this class, and akka-persistence-jdbc makes it.
 */
public final class DatabaseProvider implements SlickDatabaseProvider {
  private final SlickDatabase database;

  /** The one of the system, which must have been made with a {@link Reference}. */
  public DatabaseProvider(ActorSystem system) {
    this.database = Use.of(system).database;
  }

  @Override
  public SlickDatabase database(Config plugin) {
    return database;
  }

  /** Part of the setup of an actor system: which database its journal uses. */
  public static final class Use extends Setup {
    private final SlickDatabase database;
    private final DatabaseCheck check;

    public Use(Database database) {
      this.database = database.slick();
      this.check = database.check();
    }

    /** The one with which the system was made. */
    static Use of(ActorSystem system) {
      return system
          .settings()
          .setup()
          .get(Use.class)
          .orElseThrow(() -> new IllegalStateException("the actor system was given no database"));
    }

    /** Who is to know what becomes of writes. */
    DatabaseCheck check() {
      return check;
    }
  }

  /** A database that whoever uses it does not close. */
  record Handle(DatabaseDef database, JdbcProfile profile) implements SlickDatabase {
    @Override
    public boolean allowShutdown() {
      return false;
    }
  }
}
