package io.switchboard.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Rate limiter of warnings and errors, for each category: it logs the first ones, a count every 30
 * s while more come, and the total when none has come for 10 s. Lines below the level of a warning
 * pass. {@code conf/logback.xml} puts it in front of the console.
 *
 * <p>{@link LogCategory} defines the categories. Of database failures the first is logged as one
 * line without a stack trace; of every other category the first three lines pass in full.
 */
public final class LogRateLimiter extends AppenderBase<ILoggingEvent>
    implements AppenderAttachable<ILoggingEvent> {
  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration COUNT_EVERY = Duration.ofSeconds(30);
  private static final int MOST_KINDS = 200;

  private final AppenderAttachableImpl<ILoggingEvent> attached = new AppenderAttachableImpl<>();
  private final Map<LogCategory, Flood> floods = new HashMap<>();
  private final InstantSource clock;
  private ScheduledFuture<?> sweeps;

  /** Makes a limiter with a monotonic clock. */
  public LogRateLimiter() {
    this(() -> Instant.EPOCH.plusNanos(System.nanoTime()));
  }

  LogRateLimiter(InstantSource clock) {
    this.clock = clock;
  }

  /** Lines of one category since the last quiet period. */
  private static final class Flood {
    private final ILoggingEvent first;
    private final Instant begun;
    private Instant last;
    private Instant counted;
    private int all;
    private int passed;
    private int reported;

    Flood(ILoggingEvent first, Instant now) {
      this.first = first;
      this.begun = now;
      this.last = now;
      this.counted = now;
    }
  }

  @Override
  public void start() {
    sweeps =
        getContext()
            .getScheduledExecutorService()
            .scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    super.start();
  }

  @Override
  public void stop() {
    if (sweeps != null) {
      sweeps.cancel(false);
    }
    super.stop();
    attached.detachAndStopAllAppenders();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
      attached.appendLoopOnAppenders(event);
      return;
    }
    LogCategory kind = LogCategory.of(event);
    Instant now = clock.instant();
    if (floods.size() >= MOST_KINDS && !floods.containsKey(kind)) {
      attached.appendLoopOnAppenders(event);
      return;
    }
    Flood flood = floods.computeIfAbsent(kind, first -> new Flood(event, now));
    flood.all++;
    flood.last = now;
    if (flood.all <= kind.linesInFull()) {
      flood.passed++;
      attached.appendLoopOnAppenders(kind.toLog(event));
    }
  }

  /** Logs the counts that are due and the totals of ended kinds; called every second. */
  synchronized void sweep() {
    Instant now = clock.instant();
    for (Iterator<Map.Entry<LogCategory, Flood>> each = floods.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<LogCategory, Flood> entry = each.next();
      Flood flood = entry.getValue();
      if (Duration.between(flood.last, now).compareTo(QUIET) >= 0) {
        each.remove();
        if (flood.all > flood.passed) {
          report(entry.getKey(), flood, "Over: " + flood.all);
        }
      } else if (Duration.between(flood.counted, now).compareTo(COUNT_EVERY) >= 0
          && flood.all > Math.max(flood.reported, flood.passed)) {
        flood.counted = now;
        flood.reported = flood.all;
        report(entry.getKey(), flood, "So far " + flood.all);
      }
    }
  }

  private void report(LogCategory kind, Flood flood, String count) {
    long seconds = Duration.between(flood.begun, flood.last).toSeconds();
    attached.appendLoopOnAppenders(
        line(flood.first, "%s within %d s of: %s".formatted(count, seconds, kind.text())));
  }

  /** Returns a line without a stack trace, from the same logger and with the same level. */
  static ILoggingEvent line(ILoggingEvent like, String message) {
    LoggingEvent line = new LoggingEvent();
    line.setLoggerName(like.getLoggerName());
    line.setLoggerContextRemoteView(like.getLoggerContextVO());
    line.setMDCPropertyMap(Map.of());
    line.setLevel(like.getLevel());
    line.setThreadName(like.getThreadName());
    line.setInstant(Instant.now());
    line.setMessage(message);
    return line;
  }

  @Override
  public void addAppender(Appender<ILoggingEvent> appender) {
    attached.addAppender(appender);
  }

  @Override
  public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
    return attached.iteratorForAppenders();
  }

  @Override
  public Appender<ILoggingEvent> getAppender(String name) {
    return attached.getAppender(name);
  }

  @Override
  public boolean isAttached(Appender<ILoggingEvent> appender) {
    return attached.isAttached(appender);
  }

  @Override
  public void detachAndStopAllAppenders() {
    attached.detachAndStopAllAppenders();
  }

  @Override
  public boolean detachAppender(Appender<ILoggingEvent> appender) {
    return attached.detachAppender(appender);
  }

  @Override
  public boolean detachAppender(String name) {
    return attached.detachAppender(name);
  }
}
