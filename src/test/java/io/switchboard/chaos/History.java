package io.switchboard.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A record of calls or faults, kept in memory and written to a file as lines of JSON. Thread-safe.
 * A recorded line has been handed to the operating system, so that it survives a crash of this
 * process.
 */
public final class History<T> implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<T> all = new ArrayList<>();
  private final BufferedWriter file;

  /** A record in a new file, which replaces an existing one. */
  public History(Path path) throws IOException {
    file = Files.newBufferedWriter(path);
  }

  /** The records of a file, in order. */
  public static <T> List<T> read(Path path, Class<T> type) throws IOException {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.map(line -> parse(line, type)).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static <T> T parse(String line, Class<T> type) {
    try {
      return JSON.readValue(line, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A record as a line of the file. */
  static String line(Object one) {
    try {
      return JSON.writeValueAsString(one);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds a record.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public synchronized void record(T one) {
    all.add(one);
    try {
      file.write(line(one));
      file.newLine();
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All records so far, in order. */
  public synchronized List<T> all() {
    return List.copyOf(all);
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
