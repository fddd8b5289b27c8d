package io.switchboard.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import akka.pattern.CircuitBreakerOpenException;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.concurrent.duration.FiniteDuration;

class LogRateLimiterTest {
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> console = new ListAppender<>();
  private final Logger entity = context.getLogger("Entity");
  private final Logger pool = context.getLogger("Pool");
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private final LogRateLimiter control = new LogRateLimiter(() -> now);

  @BeforeEach
  void start() {
    console.start();
    control.setContext(context);
    control.addAppender(console);
    control.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(control);
  }

  @Test
  void aFloodOfDatabaseFailuresIsOneLineAtItsBeginAndOneAtItsEnd() {
    for (int i = 0; i < 500; i++) {
      entity.error("saw failure [{}]", i, wrapped(new SQLException("No space left on device")));
      pool.error(
          "cannot write", wrapped(new CircuitBreakerOpenException(FiniteDuration.Zero(), "open")));
    }
    passes(Duration.ofSeconds(10));

    assertThat(lines())
        .containsExactly(
            "ERROR saw failure [0]: No space left on device (more of this kind are only counted)",
            "ERROR Over: 1000 within 0 s of: failures of the database");
    assertThat(console.list).allMatch(line -> line.getThrowableProxy() == null);
  }

  @Test
  void aContinuingFloodIsCountedTwiceAMinute() {
    for (int second = 0; second < 65; second++) {
      entity.error("saw failure", wrapped(new SQLException("read-only")));
      passes(Duration.ofSeconds(1));
    }

    assertThat(lines().subList(1, lines().size()))
        .containsExactly(
            "ERROR So far 30 within 29 s of: failures of the database",
            "ERROR So far 60 within 59 s of: failures of the database");
  }

  @Test
  void aSingleFailureIsASingleLine() {
    entity.error("saw failure", wrapped(new SQLException("read-only")));
    passes(Duration.ofSeconds(10));

    assertThat(lines())
        .containsExactly("ERROR saw failure: read-only (more of this kind are only counted)");
  }

  @Test
  void aFailureAfterAQuietPeriodIsLoggedAsAFirst() {
    entity.error("saw failure", wrapped(new SQLException("read-only")));
    passes(Duration.ofSeconds(10));
    entity.error("saw failure", wrapped(new SQLException("read-only")));

    assertThat(lines()).hasSize(2);
  }

  @Test
  void linesThatDifferOnlyInValuesAreOneKindAndTheFirstThreeAreComplete() {
    for (int i = 0; i < 20; i++) {
      pool.warn("Failed to validate connection {}", i, new IllegalStateException("broken"));
    }
    passes(Duration.ofSeconds(10));

    assertThat(lines())
        .hasSize(4)
        .last()
        .isEqualTo("WARN Over: 20 within 0 s of: Failed to validate connection");
    assertThat(console.list.subList(0, 3)).allMatch(line -> line.getThrowableProxy() != null);
  }

  @Test
  void kindsOfDifferentLoggersAreCountedSeparately() {
    for (int i = 0; i < 3; i++) {
      entity.warn("late");
      pool.warn("late");
    }

    assertThat(lines()).hasSize(6);
  }

  @Test
  void linesBelowAWarningAreNotLimited() {
    for (int i = 0; i < 20; i++) {
      entity.info("done");
    }

    assertThat(lines()).hasSize(20);
  }

  @Test
  void aMessageWithAWholeRowIsTruncated() {
    entity.error("saw {}", "x".repeat(100_000), wrapped(new SQLException("full")));

    assertThat(lines()).singleElement().asString().hasSizeLessThan(400).contains("full");
  }

  private static Exception wrapped(Exception cause) {
    return new IllegalStateException("outer", cause);
  }

  private void passes(Duration time) {
    now = now.plus(time);
    control.sweep();
  }

  private List<String> lines() {
    return console.list.stream()
        .map(line -> line.getLevel() + " " + line.getFormattedMessage())
        .toList();
  }
}
