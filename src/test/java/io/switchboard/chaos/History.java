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
 * What happened, kept and written down line by line as JSON: calls, or faults. Any thread may
 * record. A line is in the file's hands once it has been recorded, so that it outlives a crash of
 * this process.
 */
public final class History<T> implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<T> all = new ArrayList<>();
  private final BufferedWriter file;

  /** One that is written to a new file, or over an old one. */
  public History(Path path) throws IOException {
    file = Files.newBufferedWriter(path);
  }

  /** What was written to a file, in its order. */
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

  /** One thing as a line of the file. */
  static String line(Object one) {
    try {
      return JSON.writeValueAsString(one);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds what happened.
   *
   * @throws UncheckedIOException when it cannot be written
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

  /** All that has been recorded so far, in order. */
  public synchronized List<T> all() {
    return List.copyOf(all);
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
