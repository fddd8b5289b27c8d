package io.switchboard.actor.serialization;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.switchboard.actor.runtime.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/**
 * Sends a {@link Deadline} as the remaining time at the moment of writing, with that moment by the
 * sender's clock. The receiver subtracts the delay of the message.
 */
final class DeadlineCodec {

  /** The deadline of a command from a node of an earlier version, which sends none. */
  private static final Duration UNSAID = Duration.ofSeconds(5);

  /** The remaining nanoseconds, and the sender's clock and time. */
  @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
  record Sent(long left, String clock, long at) {}

  private final String clock = UUID.randomUUID().toString();
  private final TransitDelay transit = new TransitDelay();

  void addTo(SimpleModule module) {
    module.addSerializer(new Write());
    module.addDeserializer(Deadline.class, new Read());
  }

  private Deadline received(Sent sent) {
    long now = System.nanoTime();
    return new Deadline(now + sent.left() - transit.delay(sent.clock(), sent.at(), now));
  }

  private final class Write extends StdSerializer<Deadline> {
    private static final long serialVersionUID = 1L;

    Write() {
      super(Deadline.class);
    }

    @Override
    public void serialize(Deadline value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      long now = System.nanoTime();
      json.writePOJO(new Sent(value.left(now), clock, now));
    }
  }

  private final class Read extends StdDeserializer<Deadline> {
    private static final long serialVersionUID = 1L;

    Read() {
      super(Deadline.class);
    }

    @Override
    public Deadline deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return received(json.readValueAs(Sent.class));
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Deadline.in(UNSAID);
    }
  }
}
