package io.switchboard.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.function.Function;

/** Writes a value as a JSON string. */
public final class TextSerializer<T> extends StdSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final transient Function<T, String> form;

  /** A serializer that writes the text of {@code form}. */
  public TextSerializer(Class<T> type, Function<T, String> form) {
    super(type);
    this.form = form;
  }

  @Override
  public void serialize(T value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(form.apply(value));
  }
}
