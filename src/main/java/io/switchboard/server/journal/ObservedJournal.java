package io.switchboard.server.journal;

import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import com.typesafe.config.Config;
import io.switchboard.server.database.DatabaseCheck;
import io.switchboard.server.database.DatabaseProvider;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** Journal that reports failed writes to the {@link DatabaseCheck}; the configuration names it. */
public final class ObservedJournal extends JdbcAsyncWriteJournal {
  private final DatabaseCheck check;

  /** Made by Akka, in a system that was made with {@link DatabaseProvider.Use}. */
  public ObservedJournal(Config config) {
    super(config);
    this.check = DatabaseProvider.Use.of(context().system()).check();
  }

  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    Future<Seq<Try<BoxedUnit>>> written = super.asyncWriteMessages(messages);
    written.failed().foreach(this::failed, context().dispatcher());
    return written;
  }

  private BoxedUnit failed(Throwable failure) {
    check.writeFailed(failure);
    return BoxedUnit.UNIT;
  }
}
