package io.switchboard.server.logging;

import akka.pattern.CircuitBreakerOpenException;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.switchboard.actor.runtime.JournalUnavailableException;
import io.switchboard.server.database.StartupException;
import io.switchboard.server.journal.BatchJournalDao;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Category of log lines. All failures caused by an unavailable database form one category,
 * whichever entity or library logs them. Other lines are in the same category if they come from the
 * same logger and begin with the same words, up to the first value.
 */
record LogCategory(String logger, String text) {
  private static final LogCategory DATABASE = new LogCategory("", "failures of the database");
  private static final Pattern WORDS = Pattern.compile("[^\\[({'\"\\d]{3,80}");
  private static final int MOST_WHOLE = 3;
  private static final int LONGEST_MESSAGE = 200;

  static LogCategory of(ILoggingEvent event) {
    if (isOfTheDatabase(failure(event))) {
      return DATABASE;
    }
    String message = String.valueOf(event.getMessage());
    Matcher words = WORDS.matcher(message);
    return new LogCategory(event.getLoggerName(), words.find() ? words.group().strip() : message);
  }

  /** Returns how many lines of the category are logged in full before they are only counted. */
  int linesInFull() {
    return equals(DATABASE) ? 1 : MOST_WHOLE;
  }

  /** The event to log: one line for a database failure, whose messages may contain whole rows. */
  ILoggingEvent toLog(ILoggingEvent event) {
    if (!equals(DATABASE)) {
      return event;
    }
    String message = event.getFormattedMessage().lines().findFirst().orElse("");
    return LogRateLimiter.line(
        event,
        "%s: %s (more of this kind are only counted)"
            .formatted(
                message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)),
                StartupException.reason(failure(event))));
  }

  private static Throwable failure(ILoggingEvent event) {
    return event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
  }

  private static boolean isOfTheDatabase(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException
          || at instanceof CircuitBreakerOpenException
          || at instanceof JournalUnavailableException
          || at instanceof BatchJournalDao.DeadlineExceededException) {
        return true;
      }
    }
    return false;
  }
}
