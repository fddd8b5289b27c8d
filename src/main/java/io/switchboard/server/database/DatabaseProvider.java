package io.switchboard.server.database;

import akka.actor.ActorSystem;
import akka.actor.setup.Setup;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickDatabaseProvider;
import com.typesafe.config.Config;
import slick.jdbc.JdbcBackend.DatabaseDef;
import slick.jdbc.JdbcProfile;

/** Provider of the database of an actor system; the configuration names this class. */
public final class DatabaseProvider implements SlickDatabaseProvider {
  private final SlickDatabase database;

  /** Makes a provider for a system that was made with a {@link Use}. */
  public DatabaseProvider(ActorSystem system) {
    this.database = Use.of(system).database;
  }

  @Override
  public SlickDatabase database(Config plugin) {
    return database;
  }

  /** Part of the setup of an actor system: the database that its journal uses. */
  public static final class Use extends Setup {
    private final SlickDatabase database;
    private final DatabaseCheck check;

    public Use(Database database) {
      this.database = database.slick();
      this.check = database.check();
    }

    public static Use of(ActorSystem system) {
      return system
          .settings()
          .setup()
          .get(Use.class)
          .orElseThrow(() -> new IllegalStateException("the actor system was given no database"));
    }

    /** Returns the check to which failed writes are reported. */
    public DatabaseCheck check() {
      return check;
    }
  }

  /** Database that its users do not close. */
  record Handle(DatabaseDef database, JdbcProfile profile) implements SlickDatabase {
    @Override
    public boolean allowShutdown() {
      return false;
    }
  }
}
