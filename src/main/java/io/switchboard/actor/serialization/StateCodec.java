package io.switchboard.actor.serialization;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Writes the states of one kind of entity as JSON, plain or compressed. The compressed form uses a
 * dictionary of names that occur in almost every state, so that a single state becomes small. The
 * dictionary must never change; another one needs another file and a way to tell them apart.
 */
public final class StateCodec<S> {
  private static final ObjectMapper JSON = DomainJson.mapper();
  private static final byte[] DICTIONARY = resource("/stored/state-dictionary.txt");
  private static final int BUFFER = 4_096;
  private static final int LEVEL = 3;

  /** One for each thread: a new one allocates and clears a quarter of a megabyte. */
  private static final ThreadLocal<Deflater> DEFLATERS =
      ThreadLocal.withInitial(() -> new Deflater(LEVEL));

  private final ObjectWriter writer;
  private final ObjectReader reader;

  /** A codec of the states of this type. */
  public StateCodec(Class<S> type) {
    this.writer = JSON.writerFor(type);
    this.reader = JSON.readerFor(type);
  }

  /** A state as JSON. */
  public byte[] write(S state) {
    try {
      return writer.writeValueAsBytes(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A state as compressed JSON. */
  public byte[] compress(S state) {
    Deflater deflater = DEFLATERS.get();
    deflater.reset();
    deflater.setDictionary(DICTIONARY);
    deflater.setInput(write(state));
    deflater.finish();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    while (!deflater.finished()) {
      compressed.write(buffer, 0, deflater.deflate(buffer));
    }
    return compressed.toByteArray();
  }

  /** Reads what {@link #write} or {@link #compress} has written. */
  public S read(byte[] stored) {
    try {
      return reader.readValue(
          stored.length > 0 && stored[0] == '{' ? stored : decompressed(stored));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] decompressed(byte[] stored) throws IOException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stored);
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        int length = inflater.inflate(buffer);
        if (length > 0) {
          plain.write(buffer, 0, length);
        } else if (inflater.needsDictionary()) {
          inflater.setDictionary(DICTIONARY);
        } else if (!inflater.finished()) {
          throw new IOException("the compressed state is incomplete");
        }
      }
      return plain.toByteArray();
    } catch (DataFormatException | IllegalArgumentException e) {
      throw new IOException("the compressed state cannot be read", e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = StateCodec.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
