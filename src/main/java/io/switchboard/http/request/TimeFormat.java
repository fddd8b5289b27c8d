package io.switchboard.http.request;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.document.TextSerializer;
import io.switchboard.domain.account.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** JSON format of instants (nanoseconds since the epoch in the domain) and durations. */
public final class TimeFormat {
  /** Always six decimal places, so that texts sort like the instants. */
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private TimeFormat() {}

  public static Instant at(long nanoseconds) {
    return EntityClock.instant(nanoseconds);
  }

  public static Optional<Instant> at(Optional<Long> nanoseconds) {
    return nanoseconds.map(TimeFormat::at);
  }

  /** Writes an {@link Instant} and a {@link Duration} as ISO-8601 text. */
  static Module module() {
    return new SimpleModule()
        .addSerializer(new TextSerializer<>(Instant.class, MICROSECONDS::format))
        .addSerializer(new TextSerializer<>(Duration.class, DurationText::of));
  }
}
