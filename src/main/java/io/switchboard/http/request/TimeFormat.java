package io.switchboard.http.request;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.domain.account.DurationText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.function.Function;

/**
 * JSON format of instants, which are nanoseconds since the epoch in the domain, and of durations.
 */
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
        .addSerializer(new Text<>(Instant.class, MICROSECONDS::format))
        .addSerializer(new Text<>(Duration.class, DurationText::of));
  }

  private static final class Text<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<T, String> form;

    Text(Class<T> type, Function<T, String> form) {
      super(type);
      this.form = form;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(form.apply(value));
    }
  }
}
